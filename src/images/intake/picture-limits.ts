/** Most pixels of a picture. (How many bytes its file may have is decided where it comes in.) */
export const pixelsLimit = 50_000_000;

/**
 * Longest side of a picture, in pixels. Panoramas and scans stay below it; of a picture with millions of rows of one pixel every
 * row costs as much as one of thousands.
 */
export const sideLimit = 32_768;

/**
 * Most pixels of a picture that can only be decoded as a whole: WebP, GIF, interlaced PNG, progressive JPEG.
 * The decoder holds all of it in memory.
 */
export const wholePixelsLimit = 16_000_000;

/** The same of an AVIF, whose decoder takes up to 24 bytes a pixel. A phone's photo of twelve megapixels fits. */
export const avifPixelsLimit = 12_500_000;
