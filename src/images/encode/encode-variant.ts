import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import type { Variant } from './variant.ts';

// One thread per picture: pictures are small, several are encoded at a time, and inference needs the cores. No
// operation cache, because no two encodings have the same input.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Version of the encoder settings in cache keys and ETags; increment it when the same variant would give different
 * bytes.
 */
export const encoderVersion = 2;

/** Encodes pixels as one file. */
export async function encodeVariant(pixels: RgbImage, variant: Variant): Promise<Buffer> {
  const { width, height } = pixels;
  let image = sharp(pixels.data, { raw: { width, height, channels: 3 } });
  if (variant.width !== width || variant.height !== height) {
    image = image.resize(variant.width, variant.height, { fit: 'fill', kernel: 'lanczos3' });
  }
  return withFormat(image, variant).toBuffer();
}

function withFormat(image: Sharp, { format, quality }: Variant): Sharp {
  switch (format) {
    case 'PNG':
      return image.png({ compressionLevel: 9 });
    case 'JPEG':
      // Full chroma resolution, because subsampling is most visible in small, saturated pictures.
      return image.jpeg({ quality: quality ?? 100, chromaSubsampling: '4:4:4' });
    case 'WEBP':
      return quality === null
        ? image.webp({ lossless: true })
        : image.webp({ quality, smartSubsample: true });
    case 'AVIF':
      return quality === null
        ? image.avif({ lossless: true, effort: 4 })
        : image.avif({ quality, chromaSubsampling: '4:4:4', effort: 4 });
  }
}
