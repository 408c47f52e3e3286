import sharp from 'sharp';
import type { PixelSize } from '../../flexvar/pixel-size.ts';

/** Reading of samples whose values are too small for their meaning. */
export interface SmallSamples {
  /** Rescaled so that white is 255, at the requested size: [height, width]. */
  readonly data: Uint8Array;
  /** A sentence about it. */
  readonly note: string;
}

/**
 * Some programs write masks with 0 and 1 for black and white, or 0 to 255 in 16 bits, which decoders read as black.
 * @param samples [height, width] of `from`, as stored.
 * @returns null if they use the normal range.
 */
export async function readSmallSamples(
  samples: Uint8Array | Uint16Array,
  isOf16Bits: boolean,
  from: PixelSize,
  to: PixelSize,
): Promise<SmallSamples | null> {
  let greatest = 0;
  for (const sample of samples) if (sample > greatest) greatest = sample;
  const reading = meaningOf(greatest, isOf16Bits);
  if (reading === null) return null;
  const { width, height } = from;
  const white = new Uint8Array(samples.length);
  for (let place = 0; place < white.length; place++) white[place] = (samples[place] ?? 0) * reading.gain;
  const data = await sharp(white, { raw: { width, height, channels: 1 } })
    .resize({ ...to, fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { data, note: reading.note };
}

function meaningOf(greatest: number, isOf16Bits: boolean): { gain: number; note: string } | null {
  if (greatest === 1)
    return {
      gain: 255,
      note: 'The mask contains only the values 0 and 1; 1 was read as 255, that is, white or opaque.',
    };
  if (isOf16Bits && greatest > 1 && greatest <= 255)
    return {
      gain: 1,
      note: `The mask has 16 bits per sample but no value above ${greatest}; 255 was read as white.`,
    };
  return null;
}
