import type { Grid } from '../../flexvar/grid.ts';
import type { ModelDigest } from '../packs/pack-digest.ts';
import type { Hosted } from '../processes/hosted.ts';
import type { RgbImage } from './rgb-image.ts';

/** Decodes tokens to pixels, locally or remotely. */
export interface Decoder {
  /** Grids it accepts at a time; one more than it works on, so that it never idles. */
  readonly decodesAtOnce: number;
  /** Decodes one grid. @param tokens row-major. */
  decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage>;
}

export interface Decoders {
  /** @param digest of the model; undefined if unknown. */
  of(digest: ModelDigest): Decoder | undefined;
}

/** Converts tokens to pixels and back: the light part of a model. */
export interface Codec extends Decoder, Hosted {
  /**
   * Encodes an image, whose sides must be multiples of the token stride, to the tokens of each grid.
   * @throws RangeError if they are not.
   */
  encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]>;
}

export interface Codecs {
  /** @param digest of the model. */
  of(digest: ModelDigest): Codec | undefined;
}
