/** Texts up to this length are counted to the byte; longer ones are data URIs, which JSON writes as they are. */
const longestCounted = 4096;

/** Size of a value as JSON, in bytes; what exceeds the limit is not counted to the end. */
export function answerBytes(value: unknown, limit: number): number {
  let bytes = 0;
  const toCount: unknown[] = [value];
  while (toCount.length > 0 && bytes <= limit) {
    const next = plain(toCount.pop());
    if (typeof next === 'string') bytes += textBytes(next);
    else if (typeof next !== 'object' || next === null) bytes += String(next).length;
    else if (Array.isArray(next)) {
      bytes += 2 + next.length;
      for (const entry of next) toCount.push(entry);
    } else {
      bytes += 2;
      for (const [key, entry] of Object.entries(next)) {
        if (entry === undefined) continue;
        bytes += textBytes(key) + 2;
        toCount.push(entry);
      }
    }
  }
  return bytes;
}

/** What `JSON.stringify` writes for it: errors and dates say themselves. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('toJSON' in value)) return value;
  return typeof value.toJSON === 'function' ? value.toJSON() : value;
}

function textBytes(text: string): number {
  if (text.length > longestCounted) return Buffer.byteLength(text) + 2;
  return Buffer.byteLength(JSON.stringify(text));
}
