/**
 * Most bytes of a colour profile, unpacked; a larger one is left out. Those of printing presses, the largest in use, have
 * two million.
 */
export const profileBytesLimit = 4 * 2 ** 20;
/** Most bytes of EXIF data, of which only the orientation is read: what fits in a JPEG. */
export const exifBytesLimit = 2 ** 16;
