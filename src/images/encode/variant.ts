export const imageFormats = ['WEBP', 'PNG', 'JPEG', 'AVIF'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** Client options for a picture file. */
export interface VariantRequest {
  readonly format: ImageFormat;
  /** Maximum side in pixels; pictures are never enlarged. */
  readonly maxEdge?: number | null | undefined;
  /** 1 .. 100; defaults to that of the format. Ignored for PNG. */
  readonly quality?: number | null | undefined;
}

/** A fully resolved picture file: equal variants of equal pictures give equal bytes. */
export interface Variant {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  /** `null`: lossless. */
  readonly quality: number | null;
}

/** Options that can be invalid. */
export type VariantField = 'maxEdge' | 'quality' | 'frameMilliseconds';

/** An invalid option, with its name, the given value and the allowed values. */
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

/**
 * WebP and AVIF files with a shorter longest side are lossless by default, because lossy compression ruins thumbnails.
 */
export const losslessBelow = 128;

const defaultQuality = { WEBP: 90, JPEG: 90, AVIF: 70 } as const;

/** Resolves size and compression. @throws InvalidVariantError */
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

/** The format of a file name extension. */
export function formatOfExtension(name: string): ImageFormat | null {
  const wanted = name.toLowerCase() === 'jpeg' ? 'jpg' : name.toLowerCase();
  return imageFormats.find(format => extensions[format] === wanted) ?? null;
}
