/** Codes of PostgreSQL's protocol. */
const errorResponse = 0x45;
const severityField = 0x56;
const messageField = 0x4d;
const headerBytes = 5;

/**
 * Scans PostgreSQL's responses for an error that ends the session. PGlite would continue in a state in which the next
 * statement may never return.
 * @param answer complete protocol messages.
 * @returns the error message, or null if there is none.
 */
export function fatalMessage(answer: Uint8Array): string | null {
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  for (let start = 0; start + headerBytes <= answer.length; start += 1 + view.getInt32(start + 1)) {
    if (answer[start] !== errorResponse) continue;
    const fields = errorFields(answer.subarray(start + headerBytes, start + 1 + view.getInt32(start + 1)));
    const severity = fields.get(severityField);
    if (severity === 'PANIC' || severity === 'FATAL') return fields.get(messageField) ?? severity;
  }
  return null;
}

/** The fields of an error: each a code and a zero-terminated text. */
function errorFields(body: Uint8Array): Map<number, string> {
  const fields = new Map<number, string>();
  for (let start = 0; start < body.length; ) {
    const end = body.indexOf(0, start + 1);
    if (end < 0) break;
    fields.set(body[start] ?? 0, Buffer.from(body.subarray(start + 1, end)).toString());
    start = end + 1;
  }
  return fields;
}
