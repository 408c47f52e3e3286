import type { Grid } from '../../flexvar/grid.ts';
import type { Codec } from '../codec/codec.ts';
import type { RgbImage } from '../codec/rgb-image.ts';
import { Resident } from './resident.ts';

/** A codec that is loaded on demand. */
export class ResidentCodec extends Resident<Codec> implements Codec {
  readonly decodesAtOnce = 2;

  decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    return this.use(codec => codec.decode(tokens, grid));
  }

  encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]> {
    return this.use(codec => codec.encode(image, grids));
  }
}
