/** Most pixels of a picture. (How many bytes its file may have is decided where it comes in.) */
export const pixelsLimit = 50_000_000;

/**
 * Most pixels of a picture that can only be decoded as a whole: WebP, GIF, AVIF, interlaced PNG, progressive JPEG.
 * The decoder holds all of it in memory; AVIF's takes some fifteen bytes a pixel.
 */
export const wholePixelsLimit = 16_000_000;
