import sharp from 'sharp';

/** Pictures to edit, computed from nothing but their size, as PNG in a data URI. */

/** Smooth colours with a dark disc: something to keep, and an edge to see. */
export function drawnSource(width: number, height: number): Promise<string> {
  return dataUri(width, height, (x, y) => {
    const inside = (x - 0.6) ** 2 + (y - 0.4) ** 2 < 0.06;
    return inside ? [40, 60, 90] : [Math.floor(255 * x), Math.floor(200 * y) + 40, 180];
  });
}

/** White where it covers, black elsewhere. */
export function drawnMask(width: number, height: number, shape: 'left half' | 'oval'): Promise<string> {
  return dataUri(width, height, (x, y) => {
    const covered = shape === 'left half' ? x < 0.5 : (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.09;
    return covered ? [255, 255, 255] : [0, 0, 0];
  });
}

async function dataUri(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Promise<string> {
  const pixels = Array.from({ length: width * height }, (_, position) =>
    colour((position % width) / width, Math.floor(position / width) / height),
  );
  const file = await sharp(Uint8Array.from(pixels.flat()), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${file.toString('base64')}`;
}
