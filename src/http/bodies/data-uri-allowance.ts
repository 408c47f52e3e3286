/** Characters of a picture of 8 MiB in base64. */
const largestPicture = Math.ceil((8 * 2 ** 20) / 3) * 4;

/**
 * How much longer a message may be by the data URIs in its variables: a picture of 8 MiB in base64, and a little. Every
 * 64th character is a `/`, and as many a `+`: some programs write `\/` for the first, others `\u002B` for the second, and
 * one that does both needs a tenth more.
 */
export const dataUriAllowance = Math.ceil(largestPicture * 1.1) + 2 ** 16;

const start = '"data:';

/** What is shorter is a value like any other: a list may have many of them. */
const shortestDataUri = 1000;

/**
 * Length of a JSON text without its data URIs. They are single strings, which cost little to parse; everything else a
 * message may contain is walked value by value, so that its length stays limited as if there were none.
 */
export function lengthWithoutDataUris(json: string): number {
  let length = json.length;
  let from = json.indexOf(start);
  while (from >= 0) {
    const end = endOfDataUri(json, from + start.length);
    if (end - from >= shortestDataUri) length -= end - from;
    from = json.indexOf(start, end);
  }
  return length;
}

/** Where the string ends; or where an escape stands that base64 has no use for: what follows is counted. */
function endOfDataUri(json: string, from: number): number {
  const quote = json.indexOf('"', from);
  const last = quote < 0 ? json.length : quote;
  let backslash = json.indexOf('\\', from);
  while (backslash >= 0 && backslash < last) {
    const [written] = /^\\(?:\/|u00[0-7][0-9a-fA-F])/.exec(json.slice(backslash, backslash + 6)) ?? [];
    if (written === undefined) return backslash;
    backslash = json.indexOf('\\', backslash + written.length);
  }
  return last;
}
