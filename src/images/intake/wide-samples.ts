import type { Metadata, Sharp } from 'sharp';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import { InvalidPictureError } from './invalid-picture-error.ts';
import { aFile, type PictureFormat } from './picture-format.ts';

/** Maximum side of the copy in which the range is measured. */
const lookedAtSide = 1024;
/** Tolerance for rounding of floating-point numbers. */
const rounding = 1e-3;
/** Floating-point samples that all stay below this do not use the range up to 255. */
const leastOfBytes = 32;

/** The interpretation of the samples. */
interface Meaning {
  /** A sentence about it. */
  readonly note: string;
  /** Factor that maps them to 0 .. 255. */
  readonly gain: number;
}

/**
 * TIFF samples that are floating-point numbers or large integers instead of 8 or 16 bits, as written by scientific
 * programs. The format does not define white, so the values determine it.
 */
export class WideSamples {
  readonly note: string;
  readonly channels: 3 | 4;
  readonly #open: () => Sharp;
  readonly #gains: readonly number[];

  private constructor(open: () => Sharp, channels: 3 | 4, { note, gain }: Meaning, alphaGain: number) {
    this.note = note;
    this.channels = channels;
    this.#open = open;
    this.#gains = channels === 3 ? [gain, gain, gain] : [gain, gain, gain, alphaGain];
  }

  /**
   * @param file upright, without colour management.
   * @returns null for ordinary samples.
   * @throws InvalidPictureError if their meaning cannot be determined.
   */
  static async find(format: PictureFormat, header: Metadata, file: () => Sharp): Promise<WideSamples | null> {
    const { depth, space, hasAlpha, autoOrient } = header;
    // Other colour spaces (Lab) have their own ranges.
    const isWide = depth !== 'uchar' && depth !== 'ushort' && ['scrgb', 'srgb', 'b-w'].includes(space);
    if (!isWide) return null;
    // As plain grey, it would lose its alpha channel.
    const kept = space === 'scrgb' ? 'scrgb' : 'srgb';
    const open = () => file().pipelineColourspace(kept).toColourspace(kept);
    const { width, height } = autoOrient;
    const size = { width: Math.min(width, lookedAtSide), height: Math.min(height, lookedAtSide) };
    const bytes = await resized(open(), size).raw({ depth: 'float' }).toBuffer();
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    const colours = rangeOf(values, hasAlpha, false);
    const alpha = rangeOf(values, hasAlpha, true);
    const meaning = meaningOf(format, colours, depth === 'float');
    return new WideSamples(
      open,
      hasAlpha ? 4 : 3,
      meaning,
      alpha.greatest <= 1 + rounding ? 255 : meaning.gain,
    );
  }

  /** As 8-bit samples at any size: [height, width, channels]. */
  read(size: PixelSize): Promise<Uint8Array> {
    // Makes the later truncation round.
    const halves = this.#gains.map(() => 0.5);
    return resized(this.#open(), size)
      .linear([...this.#gains], halves)
      .raw()
      .toBuffer();
  }
}

/** Without the overshoot of sharper kernels, so that the range is preserved. */
function resized(image: Sharp, size: PixelSize): Sharp {
  return image.resize({ ...size, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false });
}

interface Range {
  readonly least: number;
  readonly greatest: number;
}

function rangeOf(values: Float32Array, hasAlpha: boolean, ofAlpha: boolean): Range {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [place, value] of values.entries()) {
    if ((hasAlpha && place % 4 === 3) !== ofAlpha) continue;
    if (Number.isNaN(value)) return { least: value, greatest: value };
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { least, greatest };
}

function meaningOf(format: PictureFormat, { least, greatest }: Range, isFloat: boolean): Meaning {
  const what = isFloat ? 'floating-point numbers' : 'integers';
  if (least >= -rounding && greatest <= 1 + rounding)
    return { gain: 255, note: `Its samples are ${what} from 0 to 1: 1 was read as white.` };
  if (least >= 0 && greatest <= 255 && (!isFloat || greatest >= leastOfBytes))
    return { gain: 1, note: `Its samples are ${what} from 0 to 255: 255 was read as white.` };
  if (least >= 0 && greatest <= 65_535 && greatest > 255)
    return { gain: 1 / 257, note: `Its samples are ${what} from 0 to 65535: 65535 was read as white.` };
  throw new InvalidPictureError(
    `${aFile(format)} of ${what} from ${rounded(least)} to ${rounded(greatest)}`,
    'of samples from 0 to 1, from 0 to 255 or from 0 to 65535',
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
