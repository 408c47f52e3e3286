/**
 * Prices of fields, in units of about 2 microseconds of the main thread, as measured by `npm run bench -- prices`. A
 * field that only reads memory costs one. Work in the pools, where clients take turns, counts a hundredth of its time,
 * because it delays only the client that requested it.
 */

/** A database read for this field alone. */
export const readPrice = 100;

/** A batched read, such as for each entry of a list. */
export const sharedReadPrice = 20;

/** A change: validation and planning, then a transaction with rows, events and a job. */
export const writePrice = 1000;

/** A search through all class names. */
export const searchPrice = 100;

/** The tokens of a scale: up to several thousand numbers. */
export const tokensPrice = 100;

/** The mask of a scale, as text or as a picture with one pixel per cell. */
export const maskPrice = 20;

/** Planning a request: reads and scales pictures, and computes masks. */
export const planPrice = 2000;

/** Assumed side in pixels of a picture whose size is not known in advance. */
const unknownSide = 512;

/** Even the smallest picture must be decoded from tokens. */
const leastFilePrice = 20;

/** Units per pixel of a file, for decoding, encoding and response size. For AVIF and GIF, encoding dominates. */
const pixelPrices: Readonly<Record<string, number>> = {
  PNG: 0.005,
  WEBP: 0.005,
  JPEG: 0.004,
  AVIF: 0.015,
  GIF: 0.024,
};

/** Price of a picture's file. @param maxEdge as given; may be any number. */
export function picturePrice(format: string, maxEdge: number | undefined): number {
  const side = maxEdge !== undefined && maxEdge > 0 ? Math.min(maxEdge, unknownSide) : unknownSide;
  return Math.ceil(leastFilePrice + side * side * (pixelPrices[format] ?? 0));
}

/** Maximum price of an animation. Its own size is rarely the largest possible; two of them fit in an operation. */
const mostAnimationPrice = 18_000;

/** Price of an animation's file: about ten frames at the size of the last scale. */
export function animationPrice(format: string, maxEdge: number | undefined): number {
  return Math.min(10 * picturePrice(format, maxEdge), mostAnimationPrice);
}

/** A stored picture, cropped, as PNG. */
export const storedPicturePrice = picturePrice('PNG', undefined);

/**
 * Prices that span two fields: `image(format:, maxEdge:)` chooses a file, and `dataUri` below it needs the bytes. The
 * first declares their price, the second that it needs them.
 */
export interface FilePricing {
  /** On a field that chooses a file: the price of its bytes, from the field's arguments. */
  readonly filePrice?: (chosen: Readonly<Record<string, unknown>>) => number;
  /** On a field that needs the bytes of the file chosen above it. */
  readonly needsFile?: true;
}

/** For `extensions` of a field with the arguments `format` and `maxEdge`. */
export function choosesFile(price: typeof picturePrice): Pick<FilePricing, 'filePrice'> {
  return {
    filePrice: ({ format, maxEdge }) =>
      price(String(format), typeof maxEdge === 'number' ? maxEdge : undefined),
  };
}

/** For `extensions` of a field that needs the bytes. */
export const needsFile = { needsFile: true } as const;
