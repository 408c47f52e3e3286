/** Tokens as stored: uint16, little-endian. */
export function tokensToBytes(tokens: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(tokens.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, token] of tokens.entries()) view.setUint16(index * 2, token, true);
  return bytes;
}

/** The inverse; copies, because drivers return views into their own buffers. */
export function tokensFromBytes(bytes: Uint8Array): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: bytes.byteLength / 2 }, (_, index) => view.getUint16(index * 2, true));
}
