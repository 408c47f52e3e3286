import { poolArea } from '../../flexvar/area-pooling.ts';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import type { PixelMask } from '../canvas/fill-hole.ts';
import type { MaskPolarity } from '../canvas/mask-polarity.ts';
import { InvalidPictureError } from './invalid-picture-error.ts';
import type { PictureFile } from './picture-file.ts';
import { aFile } from './picture-format.ts';
import { readSmallSamples } from './small-samples.ts';

/** Maximum factor by which decoders shrink a mask; beyond it, a single pixel would be rounded away. */
const mostShrinking = 8;
/** Tolerance for aspect ratios, covering rounding to whole pixels. */
const aspectTolerance = 0.02;
/** A mask that is nowhere lighter than this may not use the range 0 to 255. */
const dark = 8;
/** Tolerance for black and white after lossy compression. */
const nearly = 16;

export interface ReadMask extends PixelSize {
  /** [height, width], 0 (kept) .. 255 (edited); soft edges stay soft. */
  readonly data: PixelMask;
  /** Sentences about how it was read, if that may not be intended. */
  readonly warnings: readonly string[];
}

/**
 * Reads a mask picture at any size. Anything edited within a pixel makes that pixel partly edited, however much the
 * mask shrinks. With WHITE_IS_EDIT and BLACK_IS_EDIT, transparent areas are not edited.
 * @throws InvalidPictureError if it is damaged, or lacks the alpha channel that the polarity requires.
 */
export async function readMask(
  file: PictureFile,
  polarity: MaskPolarity,
  size: PixelSize,
): Promise<ReadMask> {
  const { width, height } = size;
  const first = {
    width: Math.max(width, Math.ceil(file.width / mostShrinking)),
    height: Math.max(height, Math.ceil(file.height / mostShrinking)),
  };
  const { data, notes } = await readSamples(file, polarity, first);
  const isInverted = polarity === 'BLACK_IS_EDIT' || polarity === 'TRANSPARENT_IS_EDIT';
  const edited = isInverted ? inverted(data) : data;
  return {
    width,
    height,
    data: shrink(edited, first, size),
    warnings: [...notes, ...rangeWarnings(edited)],
  };
}

/** Warnings about a mask that may not be as intended. @param source size of the source, upright. */
export function maskWarnings(mask: PixelSize, source: PixelSize): string[] {
  const stretched = (mask.width * source.height) / (mask.height * source.width);
  if (Math.abs(stretched - 1) <= aspectTolerance) return [];
  return [
    `The mask of ${mask.width} x ${mask.height} was stretched to the source of ${source.width} x ` +
      `${source.height}; their aspect ratios differ.`,
  ];
}

interface MaskSamples {
  readonly data: Uint8Array;
  readonly notes: readonly string[];
}

/** The lightness or the alpha channel, depending on the polarity. */
async function readSamples(file: PictureFile, polarity: MaskPolarity, size: PixelSize): Promise<MaskSamples> {
  switch (polarity) {
    case 'WHITE_IS_EDIT':
      return brightened(file, await file.lightness(size, 'black'), size, 'black');
    case 'BLACK_IS_EDIT':
      return brightened(file, await file.lightness(size, 'white'), size, 'white');
    case 'TRANSPARENT_IS_EDIT':
    case 'OPAQUE_IS_EDIT':
      if (file.hasAlpha) return brightened(file, await file.alpha(size), size, null);
      throw new InvalidPictureError(
        `${aFile(file.format)} without an alpha channel`,
        `a picture with an alpha channel for ${polarity}`,
      );
  }
}

/** The samples read; if they are almost black, their likely meaning. @param background as for `storedSamples`. */
async function brightened(
  file: PictureFile,
  data: Uint8Array,
  size: PixelSize,
  background: 'black' | 'white' | null,
): Promise<MaskSamples> {
  if (file.samplesNote !== null) return { data, notes: [file.samplesNote] };
  if (rangeOf(data).greatest > dark) return { data, notes: [] };
  const stored = await file.storedSamples(background);
  const isOf16Bits = file.isOf16Bits && background !== null;
  const small = await readSmallSamples(stored, isOf16Bits, file, size);
  return small ? { data: small.data, notes: [small.note] } : { data, notes: [] };
}

/** Warnings unless the mask clearly edits a part of the picture. */
function rangeWarnings(edited: PixelMask): string[] {
  const { least, greatest } = rangeOf(edited);
  if (greatest === 0) return ['The mask marks nothing.'];
  if (least === 255) return ['The mask marks everything: the whole picture will be edited.'];
  if (least <= nearly && greatest >= 255 - nearly) return [];
  return [
    `The mask values range from ${least} to ${greatest} of 255, where 0 is kept and 255 is edited: every pixel ` +
      'is partly both.',
  ];
}

function rangeOf(samples: Uint8Array): { least: number; greatest: number } {
  let [least, greatest] = [255, 0];
  for (const sample of samples) {
    if (sample < least) least = sample;
    if (sample > greatest) greatest = sample;
  }
  return { least, greatest };
}

function inverted(samples: Uint8Array): Uint8Array {
  return samples.map(value => 255 - value);
}

function shrink(mask: PixelMask, from: PixelSize, to: PixelSize): PixelMask {
  if (from.width === to.width && from.height === to.height) return mask;
  const grid = ({ width, height }: PixelSize) => ({ rows: height, columns: width });
  const means = poolArea(Float32Array.from(mask), grid(from), grid(to), 1);
  return Uint8Array.from(means, mean => (mean > 0 ? Math.max(1, Math.round(mean)) : 0));
}
