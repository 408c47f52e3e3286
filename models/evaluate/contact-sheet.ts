import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import { rawOf } from './place-picture.ts';

const gap = 4;

/**
 * Rows of pictures on white as one WebP file; each keeps its shape and is enlarged or reduced until its longer side is `side`,
 * without smoothing when it is enlarged.
 */
export async function writeContactSheet(
  file: string,
  rows: readonly (readonly RgbImage[])[],
  side: number,
): Promise<void> {
  const columns = Math.max(0, ...rows.map(row => row.length));
  if (columns === 0) return;
  const tiles = await Promise.all(
    rows.flatMap((row, y) =>
      row.map(async (picture, x) => {
        const scale = side / Math.max(picture.width, picture.height);
        const [width, height] = [picture.width, picture.height].map(length => Math.round(length * scale));
        const kernel = scale > 1 ? ('nearest' as const) : ('lanczos3' as const);
        const { data, info } = await sharp(picture.data, { raw: rawOf(picture) })
          .resize(width ?? side, height ?? side, { kernel, fit: 'fill' })
          .raw()
          .toBuffer({ resolveWithObject: true });
        return {
          input: data,
          raw: rawOf({ width: info.width, height: info.height, data }),
          left: x * (side + gap) + Math.floor((side - info.width) / 2),
          top: y * (side + gap) + Math.floor((side - info.height) / 2),
        };
      }),
    ),
  );
  const sheet = sharp({
    create: {
      width: columns * (side + gap) - gap,
      height: rows.length * (side + gap) - gap,
      channels: 3,
      background: 'white',
    },
  });
  await writeFile(file, await sheet.composite(tiles).webp({ quality: 85, smartSubsample: true }).toBuffer());
}
