import type { Grid } from '../../flexvar/grid.ts';
import type { Codec } from '../codec/codec.ts';
import type { RgbImage } from '../codec/rgb-image.ts';
import { Resident, type ResidentOptions } from './resident.ts';

/** Told what a grid took, in seconds, without the time to load the codec. */
export type DecodeTimer = (seconds: number) => void;

/** A codec that is loaded on demand. */
export class ResidentCodec extends Resident<Codec> implements Codec {
  readonly decodesAtOnce = 2;
  readonly #decoded: DecodeTimer;

  constructor(options: ResidentOptions<Codec>, decoded: DecodeTimer = () => {}) {
    super(options);
    this.#decoded = decoded;
  }

  decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    return this.use(async codec => {
      const began = performance.now();
      const pixels = await codec.decode(tokens, grid);
      this.#decoded((performance.now() - began) / 1000);
      return pixels;
    });
  }

  encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]> {
    return this.use(codec => codec.encode(image, grids));
  }
}
