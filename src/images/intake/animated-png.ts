const signatureBytes = 8;
const chunkOverheadBytes = 12;

/** Whether a PNG is animated (APNG); decoders show its still picture. The chunk that says so comes before the pixels. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = signatureBytes;
  while (position + chunkOverheadBytes <= bytes.length) {
    const kind = Buffer.from(bytes.buffer, bytes.byteOffset + position + 4, 4).toString('latin1');
    if (kind === 'acTL') return true;
    if (kind === 'IDAT') return false;
    position += chunkOverheadBytes + view.getUint32(position);
  }
  return false;
}
