/** Characters of a picture of 8 MiB in base64. */
const largestPicture = Math.ceil((8 * 2 ** 20) / 3) * 4;

/** Total characters allowed for the data URIs of a message, before escaping. */
const allowance = largestPicture + 2 ** 16;

/**
 * Extra message length allowed for data URIs in variables: slightly more than an 8 MiB picture in base64. One in 64
 * characters is a `/`, and one a `+`. Some programs escape the first as `\/`, others the second as `\u002B`; both
 * together add a tenth.
 */
export const dataUriAllowance = Math.ceil(allowance * 1.1);

const start = '"data:';

/** Shorter strings are ordinary values: a list may contain many. */
const shortestDataUri = 1000;

/**
 * Length of a JSON text without its data URIs, up to their allowance. They are single strings, which are cheap to
 * parse. Everything else is processed value by value, so its length stays limited as if there were none.
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
 * End and length of the string, or the position of an escape that base64 never needs, from which on characters count.
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
