/** Characters of a picture of 8 MiB in base64. */
const largestPicture = Math.ceil((8 * 2 ** 20) / 3) * 4;

/** Characters that the data URIs of a message may have together, before anything is escaped. */
const allowance = largestPicture + 2 ** 16;

/**
 * How much longer a message may be by the data URIs in its variables: a picture of 8 MiB in base64, and a little. Every
 * 64th character is a `/`, and as many a `+`: some programs write `\/` for the first, others `\u002B` for the second, and
 * one that does both needs a tenth more.
 */
export const dataUriAllowance = Math.ceil(allowance * 1.1);

const start = '"data:';

/** What is shorter is a value like any other: a list may have many of them. */
const shortestDataUri = 1000;

/**
 * Length of a JSON text without its data URIs, as far as those are allowed. They are single strings, which cost little to
 * parse; everything else a message may contain is walked value by value, so that its length stays limited as if there
 * were none.
 */
export function lengthWithoutDataUris(json: string): number {
  let length = json.length;
  let left = allowance;
  let from = json.indexOf(start);
  while (from >= 0) {
    const { end, characters } = dataUriAt(json, from + start.length);
    if (characters >= shortestDataUri && characters <= left) {
      length -= end - from;
      left -= characters;
    }
    from = json.indexOf(start, end);
  }
  return length;
}

/**
 * Where the string ends, and how many characters it has then; or where an escape stands that base64 has no use for: what
 * follows is counted.
 */
function dataUriAt(json: string, from: number): { readonly end: number; readonly characters: number } {
  const quote = json.indexOf('"', from);
  const last = quote < 0 ? json.length : quote;
  let characters = last - from;
  let backslash = json.indexOf('\\', from);
  while (backslash >= 0 && backslash < last) {
    const [written] = /^\\(?:\/|u00[0-7][0-9a-fA-F])/.exec(json.slice(backslash, backslash + 6)) ?? [];
    if (written === undefined) return { end: backslash, characters: characters - (last - backslash) };
    characters -= written.length - 1;
    backslash = json.indexOf('\\', backslash + written.length);
  }
  return { end: last, characters };
}
