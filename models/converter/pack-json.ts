/** A JSON file of a pack: indented, lists of numbers on one line. */
export function packJson(value: unknown): Uint8Array {
  const text = JSON.stringify(value, null, 2).replace(/\[\n[\s\d,.]+\]/g, list =>
    list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'),
  );
  return Buffer.from(`${text}\n`);
}
