import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { encoderVersion } from './encode-variant.ts';
import type { PictureIdentity } from './picture-identity.ts';
import { InvalidVariantError, isWholeNumber, resolveVariant } from './variant.ts';

export const animationFormats = ['WEBP', 'GIF'] as const;
export type AnimationFormat = (typeof animationFormats)[number];

/** What a client may choose about an animation's file. */
export interface AnimationRequest {
  readonly format: AnimationFormat;
  /** Longest side in pixels, at most; the last frame is never enlarged. */
  readonly maxEdge?: number | null | undefined;
  /** 1 .. 100. Means nothing for GIF. */
  readonly quality?: number | null | undefined;
  /** How long each frame but the last is shown: 20 .. 5000; GIF counts in hundredths of a second. */
  readonly frameMilliseconds?: number | null | undefined;
}

/** One file of an animation, wholly decided: with equal frames it is equal bytes. */
export interface Animation {
  readonly format: AnimationFormat;
  readonly width: number;
  readonly height: number;
  /** `null` for GIF, which knows none. */
  readonly quality: number | null;
  /** How long each frame is shown, in milliseconds. */
  readonly delays: readonly number[];
}

const defaultQuality = 90;
const defaultFrameMilliseconds = 240;
/** GIF counts time in these, in milliseconds. */
const gifTick = 10;
/** The last frame is the picture itself: it stays so many times longer. */
const restFactor = 8;

/**
 * Decides size, compression and times.
 * @param frames at least one; the last one's size is that of the animation, before `maxEdge`.
 * @throws InvalidVariantError
 */
export function resolveAnimation(frames: readonly PictureIdentity[], request: AnimationRequest): Animation {
  const finest = frames.at(-1);
  if (!finest) throw new Error('An animation needs a frame.');
  const { format, maxEdge, quality } = request;
  const frameTime = request.frameMilliseconds ?? defaultFrameMilliseconds;
  // Browsers show frames of less than 20 ms for a tenth of a second instead.
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

/** Strong validator of one file of one animation: its name in the cache and in ETags. */
export function animationKey(frames: readonly PictureIdentity[], animation: Animation): string {
  const decisive = [frames.map(({ digest }) => digest), animation, encoderVersion];
  const digest = createHash('sha256').update(JSON.stringify(decisive)).digest('hex');
  return `${digest}-${animation.width}x${animation.height}.${animationExtension(animation.format)}`;
}

/**
 * Encodes frames as one file that plays for ever. Each is brought to the animation's size smoothly: the picture then
 * sharpens, where enlarged pixels would rather look like blocks that change.
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

/** The format a file name extension stands for. */
export function animationFormatOfExtension(name: string): AnimationFormat | null {
  return animationFormats.find(format => extensions[format] === name.toLowerCase()) ?? null;
}
