/**
 * What fields cost, in units of about 2 microseconds of the thread that serves everybody, as `npm run bench -- prices`
 * measures them. A field that shows what is there already costs one. Work elsewhere, in pools in which clients take turns,
 * counts a hundredth of its time: it keeps nobody waiting but who asked.
 */

/** A read of the database for this field alone. */
export const readPrice = 100;

/** A read that is made for many at a time: of each entry of a list, say. */
export const sharedReadPrice = 20;

/** A change: checks and a plan, then a transaction with rows, events and a job. */
export const writePrice = 1000;

/** A search through the names of all classes. */
export const searchPrice = 100;

/** The tokens of a scale: a list of up to some thousand numbers. */
export const tokensPrice = 100;

/** The mask of a scale, as rows of text or as a picture with a pixel a cell. */
export const maskPrice = 20;

/** A plan of a request: pictures are read and scaled, and masks computed. */
export const planPrice = 2000;

/** Side of a picture whose size is not known before it is looked at, in pixels. */
const unknownSide = 512;

/** Even the smallest picture has to be decoded from its tokens. */
const leastFilePrice = 20;

/**
 * Units for each pixel of a file: what decoding and encoding take, and the length of the answer. Of AVIF and GIF the
 * encoder takes nearly all.
 */
const pixelPrices: Readonly<Record<string, number>> = {
  PNG: 0.005,
  WEBP: 0.005,
  JPEG: 0.004,
  AVIF: 0.015,
  GIF: 0.024,
};

/** The bytes of a picture's file. @param maxEdge as given: any number. */
export function picturePrice(format: string, maxEdge: number | undefined): number {
  const side = maxEdge !== undefined && maxEdge > 0 ? Math.min(maxEdge, unknownSide) : unknownSide;
  return Math.ceil(leastFilePrice + side * side * (pixelPrices[format] ?? 0));
}

/** Of an animation that is asked for at its own size, which is rarely the largest; two of them fit in an operation. */
const mostAnimationPrice = 18_000;

/** The bytes of an animation's file: each of some ten scales is a frame, at the size of the last. */
export function animationPrice(format: string, maxEdge: number | undefined): number {
  return Math.min(10 * picturePrice(format, maxEdge), mostAnimationPrice);
}

/** A stored picture, cut to what is shown, as PNG. */
export const storedPicturePrice = picturePrice('PNG', undefined);

/**
 * The arguments of one field may decide what another one costs: `image(format:, maxEdge:)` chooses a file, and its
 * `dataUri` needs the bytes. The first says what they would cost, the second that it needs them.
 */
export interface FilePricing {
  /** On a field that chooses a file: what its bytes would cost, by the field's arguments. */
  readonly filePrice?: (chosen: Readonly<Record<string, unknown>>) => number;
  /** On a field that needs the bytes of the file that was chosen above it. */
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
