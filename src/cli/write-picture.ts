import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { encodeVariant } from '../images/encode/encode-variant.ts';
import { type ImageFormat, resolveVariant } from '../images/encode/variant.ts';
import type { RgbImage } from '../inference/codec/rgb-image.ts';
import { UsageError } from './usage-error.ts';

const formats: Readonly<Record<string, ImageFormat>> = {
  '.png': 'PNG',
  '.jpg': 'JPEG',
  '.jpeg': 'JPEG',
  '.webp': 'WEBP',
  '.avif': 'AVIF',
};

/** Files of one picture. */
export interface OutputFiles {
  readonly result: string;
  ofScale(index: number): string;
}

/**
 * File names: `fox.png`, with scales `fox.0.png`, `fox.1.png`, ...; for several pictures `fox-1.png`, `fox-2.png`, ...
 * @throws UsageError if the name has no known format or its folder does not exist; checked before the work starts.
 */
export function outputFiles(out: string, pictures: number): OutputFiles[] {
  const extension = extname(out);
  formatOf(out);
  if (!existsSync(dirname(out))) throw new UsageError(`--out: there is no folder ${dirname(out)}`);
  const stem = out.slice(0, -extension.length);
  return Array.from({ length: pictures }, (_, picture) => {
    const name = pictures === 1 ? stem : `${stem}-${picture + 1}`;
    return { result: `${name}${extension}`, ofScale: index => `${name}.${index}${extension}` };
  });
}

export async function writePicture(path: string, image: RgbImage): Promise<void> {
  await writeFile(path, await encodeVariant(image, resolveVariant(image, { format: formatOf(path) })));
}

function formatOf(path: string): ImageFormat {
  const format = formats[extname(path).toLowerCase()];
  if (format === undefined)
    throw new UsageError(`--out must end in ${Object.keys(formats).join(', ')}; given: ${path}`);
  return format;
}
