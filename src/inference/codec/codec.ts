import type { Grid } from '../../flexvar/grid.ts';
import type { ModelDigest } from '../packs/pack-digest.ts';
import type { Hosted } from '../processes/hosted.ts';
import type { RgbImage } from './rgb-image.ts';

/** Tokens to pixels, here or in another process. */
export interface Decoder {
  /** Grids it takes at a time; one more than it works on, so that it never waits for the next. */
  readonly decodesAtOnce: number;
  /** Decodes one grid. @param tokens row-major. */
  decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage>;
}

export interface Decoders {
  /** @param digest of the model; undefined for one that nobody knows. */
  of(digest: ModelDigest): Decoder | undefined;
}

/** Tokens to pixels and back: the light part of a model. */
export interface Codec extends Decoder, Hosted {
  /**
   * Encodes an image, whose sides are multiples of the token stride, to the tokens of each grid.
   * @throws RangeError when they are not.
   */
  encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]>;
}

export interface Codecs {
  /** @param digest of the model. */
  of(digest: ModelDigest): Codec | undefined;
}
