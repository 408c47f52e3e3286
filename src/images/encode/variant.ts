export const imageFormats = ['WEBP', 'PNG', 'JPEG', 'AVIF'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** What a client may choose about a picture's file. */
export interface VariantRequest {
  readonly format: ImageFormat;
  /** Longest side in pixels, at most; pictures are never enlarged. */
  readonly maxEdge?: number | null | undefined;
  /** 1 .. 100; absent: the format's default. Means nothing for PNG. */
  readonly quality?: number | null | undefined;
}

/** One file of a picture, wholly decided: equal variants of equal pictures are equal bytes. */
export interface Variant {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  /** `null`: lossless. */
  readonly quality: number | null;
}

/** What of a file can be chosen wrongly. */
export type VariantField = 'maxEdge' | 'quality' | 'frameMilliseconds';

/** A choice that cannot be made; names the choice, what was given and what is allowed. */
export class InvalidVariantError extends Error {
  readonly field: VariantField;
  readonly given: string;
  readonly allowed: string;

  constructor(field: VariantField, given: number, allowed: string) {
    super(`${field} must be ${allowed}; given: ${given}`);
    this.name = 'InvalidVariantError';
    this.field = field;
    this.given = String(given);
    this.allowed = allowed;
  }
}

const largestEdge = 16384;

/** Below this longest side WebP and AVIF files are lossless by default: lossy compression ruins thumbnails. */
export const losslessBelow = 128;

const defaultQuality = { WEBP: 90, JPEG: 90, AVIF: 70 } as const;

/** Decides size and compression. @throws InvalidVariantError */
export function resolveVariant(
  picture: { readonly width: number; readonly height: number },
  request: VariantRequest,
): Variant {
  const { format, maxEdge = null, quality = null } = request;
  if (maxEdge !== null && !isWholeNumber(maxEdge, 1, largestEdge)) {
    throw new InvalidVariantError('maxEdge', maxEdge, `a whole number from 1 to ${largestEdge}`);
  }
  if (quality !== null && !isWholeNumber(quality, 1, 100)) {
    throw new InvalidVariantError('quality', quality, 'a whole number from 1 to 100');
  }
  const edge = Math.max(picture.width, picture.height);
  const factor = maxEdge === null ? 1 : Math.min(1, maxEdge / edge);
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  return { format, width, height, quality: resolveQuality(format, quality, Math.max(width, height)) };
}

function resolveQuality(format: ImageFormat, quality: number | null, edge: number): number | null {
  if (format === 'PNG') return null;
  if (quality !== null) return quality;
  if (format !== 'JPEG' && edge < losslessBelow) return null;
  return defaultQuality[format];
}

export function isWholeNumber(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

const mediaTypes = { WEBP: 'image/webp', PNG: 'image/png', JPEG: 'image/jpeg', AVIF: 'image/avif' } as const;
const extensions = { WEBP: 'webp', PNG: 'png', JPEG: 'jpg', AVIF: 'avif' } as const;

export function mediaType(format: ImageFormat): string {
  return mediaTypes[format];
}

/** File name extension, without the dot. */
export function extension(format: ImageFormat): string {
  return extensions[format];
}

/** The format a file name extension stands for. */
export function formatOfExtension(name: string): ImageFormat | null {
  const wanted = name.toLowerCase() === 'jpeg' ? 'jpg' : name.toLowerCase();
  return imageFormats.find(format => extensions[format] === wanted) ?? null;
}
