import { poolArea } from '../../flexvar/area-pooling.ts';
import type { Size } from '../canvas-mapping.ts';
import type { PixelMask } from '../fill-hole.ts';
import type { MaskPolarity } from '../mask-polarity.ts';
import { InvalidPictureError } from './invalid-picture-error.ts';
import type { PictureFile } from './picture-file.ts';
import { aFile } from './picture-format.ts';

/** A decoder shrinks a mask by this factor at most: more, and a single pixel would be rounded away. */
const mostShrinking = 8;
/** Aspect ratios that differ by more than rounding to whole pixels does. */
const aspectTolerance = 0.02;

export interface ReadMask extends Size {
  /** [height, width], 0 (kept) .. 255 (edited); soft edges stay soft. */
  readonly data: PixelMask;
}

/**
 * Reads the picture of a mask at any size. What is edited anywhere in a pixel is edited a little in it, however much the
 * mask shrinks. Where WHITE_IS_EDIT and BLACK_IS_EDIT masks are transparent nothing is edited.
 * @throws InvalidPictureError when it is damaged, or when the polarity needs transparency and it has none.
 */
export async function readMask(file: PictureFile, polarity: MaskPolarity, size: Size): Promise<ReadMask> {
  const { width, height } = size;
  const first = {
    width: Math.max(width, Math.ceil(file.width / mostShrinking)),
    height: Math.max(height, Math.ceil(file.height / mostShrinking)),
  };
  const edited = await readEdited(file, polarity, first);
  return { width, height, data: shrink(edited, first, size) };
}

/** Sentences about a mask that may not be what was meant. @param source size of the picture it is for, upright. */
export function maskWarnings(mask: Size, source: Size): string[] {
  const stretched = (mask.width * source.height) / (mask.height * source.width);
  if (Math.abs(stretched - 1) <= aspectTolerance) return [];
  return [
    `The mask of ${mask.width} x ${mask.height} was stretched over a source of ${source.width} x ${source.height}: ` +
      'their aspect ratios differ.',
  ];
}

async function readEdited(file: PictureFile, polarity: MaskPolarity, size: Size): Promise<PixelMask> {
  switch (polarity) {
    case 'WHITE_IS_EDIT':
      return file.lightness(size, 'black');
    case 'BLACK_IS_EDIT':
      return inverted(await file.lightness(size, 'white'));
    case 'TRANSPARENT_IS_EDIT':
      return inverted(await alphaOf(file, polarity, size));
    case 'OPAQUE_IS_EDIT':
      return alphaOf(file, polarity, size);
  }
}

function alphaOf(file: PictureFile, polarity: MaskPolarity, size: Size): Promise<PixelMask> {
  if (file.hasAlpha) return file.alpha(size);
  throw new InvalidPictureError(
    `${aFile(file.format)} without an alpha channel`,
    `a picture with an alpha channel for ${polarity}`,
  );
}

function inverted(samples: Uint8Array): Uint8Array {
  return samples.map(value => 255 - value);
}

function shrink(mask: PixelMask, from: Size, to: Size): PixelMask {
  if (from.width === to.width && from.height === to.height) return mask;
  const grid = ({ width, height }: Size) => ({ rows: height, columns: width });
  const means = poolArea(Float32Array.from(mask), grid(from), grid(to), 1);
  return Uint8Array.from(means, mean => (mean > 0 ? Math.max(1, Math.round(mean)) : 0));
}
