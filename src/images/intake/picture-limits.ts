/** Maximum pixels of a picture. (File size is limited by the transport.) */
export const pixelsLimit = 50_000_000;

/**
 * Maximum side of a picture, in pixels. Panoramas and scans stay below it. In a picture with millions of one-pixel
 * rows, every row costs as much as one with thousands of pixels.
 */
export const sideLimit = 32_768;

/**
 * Maximum pixels of pictures that can only be decoded as a whole (WebP, GIF, interlaced PNG, progressive JPEG), which
 * the decoder holds in memory.
 */
export const wholePixelsLimit = 16_000_000;

/** The same for AVIF, whose decoder needs up to 24 bytes per pixel. A twelve-megapixel phone photo fits. */
export const avifPixelsLimit = 12_500_000;
