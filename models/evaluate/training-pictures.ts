import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { z } from 'zod';
import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';

const training = join(import.meta.dirname, '..', 'training');
const data = join(training, 'data');

/** Side of a source picture once it is read, in pixels. */
const sourceSide = 256;

const manifestSchema = z.object({
  packages: z.array(z.string()),
  /** Side of a picture on its canvas, as a share of the canvas's shorter side. */
  plainScale: z.number(),
  pictures: z.array(
    z.object({ file: z.string(), class: z.string().nullable(), group: z.string().nullable() }),
  ),
});

/** A picture that the tokenizer was trained on. */
export interface TrainingPicture {
  /** The class it is the picture of; null when only the tokenizer has seen it. */
  readonly class: string | null;
  /** Group of that class. */
  readonly group: string | null;
  /** On white, 256 x 256. */
  readonly image: RgbImage;
}

export interface TrainingSet {
  readonly plainScale: number;
  readonly pictures: readonly TrainingPicture[];
}

/** Reads the pictures named in `models/training/pictures.json`, installing their npm packages the first time. */
export async function readTrainingSet(): Promise<TrainingSet> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(training, 'pictures.json'), 'utf8')));
  await install(manifest.packages);
  const pictures = await Promise.all(
    manifest.pictures.map(async ({ file, ...names }) => ({
      ...names,
      image: await readOnWhite(join(data, 'node_modules', file)),
    })),
  );
  return { plainScale: manifest.plainScale, pictures };
}

async function install(packages: readonly string[]): Promise<void> {
  const names = packages.map(name => name.replace(/@[^@/]*$/, ''));
  if (names.every(name => existsSync(join(data, 'node_modules', name)))) return;
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'package.json'), '{"private": true}\n');
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: data });
}

async function readOnWhite(file: string): Promise<RgbImage> {
  const pixels = await sharp(file)
    .resize(sourceSide, sourceSide)
    .flatten({ background: 'white' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return { width: sourceSide, height: sourceSide, data: new Uint8Array(pixels) };
}
