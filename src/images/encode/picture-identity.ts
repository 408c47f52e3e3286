import { encoderVersion } from './encode-variant.ts';
import { extension, type Variant } from './variant.ts';

/** What is known of a picture before anybody has computed it. */
export interface PictureIdentity {
  /** Equal digests have equal pixels. Hexadecimal. */
  readonly digest: string;
  readonly width: number;
  readonly height: number;
}

/** Strong validator of one file of one picture: its name in the cache and in ETags. */
export function variantKey({ digest }: PictureIdentity, variant: Variant): string {
  const compression = variant.quality === null ? 'lossless' : `q${variant.quality}`;
  return `${digest}-${variant.width}x${variant.height}-${compression}-${encoderVersion}.${extension(variant.format)}`;
}
