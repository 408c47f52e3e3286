/** Texts up to this length are measured in bytes; longer ones are data URIs, which JSON writes unchanged. */
const longestCounted = 4096;

/** Size of a value as JSON, in bytes; counting stops at the limit. */
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

/** The form that `JSON.stringify` writes: errors and dates convert themselves. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('toJSON' in value)) return value;
  return typeof value.toJSON === 'function' ? value.toJSON() : value;
}

function textBytes(text: string): number {
  if (text.length > longestCounted) return Buffer.byteLength(text) + 2;
  return Buffer.byteLength(JSON.stringify(text));
}
