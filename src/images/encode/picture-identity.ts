import { encoderVersion } from './encode-variant.ts';
import { extension, type Variant } from './variant.ts';

/** Properties of a picture that are known before it is computed. */
export interface PictureIdentity {
  /** Equal digests mean equal pixels. Hexadecimal. */
  readonly digest: string;
  readonly width: number;
  readonly height: number;
}

/** Strong validator of a picture file, used as cache key and ETag. */
export function variantKey({ digest }: PictureIdentity, variant: Variant): string {
  const compression = variant.quality === null ? 'lossless' : `q${variant.quality}`;
  return `${digest}-${variant.width}x${variant.height}-${compression}-${encoderVersion}.${extension(variant.format)}`;
}
