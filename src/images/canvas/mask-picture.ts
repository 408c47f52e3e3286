import sharp from 'sharp';

/**
 * A mask of cells as a PNG file, one pixel per cell. @param rows strings of `1` (white) and `0` (black), of equal
 * length.
 */
export function maskPicture(rows: readonly string[]): Promise<Buffer> {
  const width = rows[0]?.length ?? 0;
  const data = Uint8Array.from(rows.join(''), cell => (cell === '1' ? 255 : 0));
  return sharp(data, { raw: { width, height: rows.length, channels: 1 } })
    .png()
    .toBuffer();
}
