/** How much longer a message may be by the data URIs in its variables: a picture of 8 MiB in base64, and a little. */
export const dataUriAllowance = Math.ceil((8 * 2 ** 20 * 4) / 3) + 2 ** 16;

/**
 * Length of a JSON text without its data URIs. They are single strings, which cost little to parse; everything else a
 * message may contain is walked value by value, so that its length stays limited as if there were none.
 */
export function lengthWithoutDataUris(json: string): number {
  let length = json.length;
  for (const { 0: uri } of json.matchAll(/"data:[^"\\]*"/g)) length -= uri.length;
  return length;
}
