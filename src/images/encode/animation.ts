import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { encoderVersion } from './encode-variant.ts';
import type { PictureIdentity } from './picture-identity.ts';
import { InvalidVariantError, isWholeNumber, resolveVariant } from './variant.ts';

export const animationFormats = ['WEBP', 'GIF'] as const;
export type AnimationFormat = (typeof animationFormats)[number];

/** Client options for an animation file. */
export interface AnimationRequest {
  readonly format: AnimationFormat;
  /** Maximum side in pixels; the last frame is never enlarged. */
  readonly maxEdge?: number | null | undefined;
  /** 1 .. 100. Ignored for GIF. */
  readonly quality?: number | null | undefined;
  /** Duration of each frame but the last: 20 .. 5000; GIF uses hundredths of a second. */
  readonly frameMilliseconds?: number | null | undefined;
}

/** A fully resolved animation file: equal frames give equal bytes. */
export interface Animation {
  readonly format: AnimationFormat;
  readonly width: number;
  readonly height: number;
  /** `null` for GIF, which has none. */
  readonly quality: number | null;
  /** Duration of each frame, in milliseconds. */
  readonly delays: readonly number[];
}

const defaultQuality = 90;
const defaultFrameMilliseconds = 240;
/** GIF's unit of time, in milliseconds. */
const gifTick = 10;
/** The last frame, the picture itself, is shown this many times longer. */
const restFactor = 8;

/**
 * Resolves size, compression and durations.
 * @param frames at least one; the last one determines the size, before `maxEdge`.
 * @throws InvalidVariantError
 */
export function resolveAnimation(frames: readonly PictureIdentity[], request: AnimationRequest): Animation {
  const finest = frames.at(-1);
  if (!finest) throw new Error('An animation needs a frame.');
  const { format, maxEdge, quality } = request;
  const frameTime = request.frameMilliseconds ?? defaultFrameMilliseconds;
  // Browsers show frames shorter than 20 ms for a tenth of a second.
  if (!isWholeNumber(frameTime, 20, 5000)) {
    throw new InvalidVariantError('frameMilliseconds', frameTime, 'a whole number from 20 to 5000');
  }
  const shown = format === 'GIF' ? Math.round(frameTime / gifTick) * gifTick : frameTime;
  const { width, height } = resolveVariant(finest, { format: 'WEBP', maxEdge, quality });
  return {
    format,
    width,
    height,
    quality: format === 'GIF' ? null : (quality ?? defaultQuality),
    delays: frames.map(frame => (frame === finest ? shown * restFactor : shown)),
  };
}

/** Strong validator of an animation file, used as cache key and ETag. */
export function animationKey(frames: readonly PictureIdentity[], animation: Animation): string {
  const decisive = [frames.map(({ digest }) => digest), animation, encoderVersion];
  const digest = createHash('sha256').update(JSON.stringify(decisive)).digest('hex');
  return `${digest}-${animation.width}x${animation.height}.${animationExtension(animation.format)}`;
}

/**
 * Encodes frames as an endlessly looping file. Frames are enlarged smoothly, so that the picture appears to sharpen;
 * hard-edged pixels would look like changing blocks.
 */
export async function encodeAnimation(
  frames: readonly RgbImage[],
  { format, width, height, quality, delays }: Animation,
): Promise<Buffer> {
  const resized = await Promise.all(
    frames.map(({ data, ...size }) =>
      sharp(data, { raw: { ...size, channels: 3 } })
        .resize(width, height, { fit: 'fill', kernel: 'cubic' })
        .raw()
        .toBuffer(),
    ),
  );
  const image = sharp(Buffer.concat(resized), {
    raw: { width, height: height * frames.length, channels: 3, pageHeight: height },
  });
  const timing = { loop: 0, delay: [...delays] };
  const encoded =
    format === 'GIF'
      ? image.gif(timing)
      : image.webp({ ...timing, quality: quality ?? defaultQuality, smartSubsample: true });
  return encoded.toBuffer();
}

const mediaTypes = { WEBP: 'image/webp', GIF: 'image/gif' } as const;
const extensions = { WEBP: 'webp', GIF: 'gif' } as const;

export function animationMediaType(format: AnimationFormat): string {
  return mediaTypes[format];
}

/** File name extension, without the dot. */
export function animationExtension(format: AnimationFormat): string {
  return extensions[format];
}

/** The format of a file name extension. */
export function animationFormatOfExtension(name: string): AnimationFormat | null {
  return animationFormats.find(format => extensions[format] === name.toLowerCase()) ?? null;
}
