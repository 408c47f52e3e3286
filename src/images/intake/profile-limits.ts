/**
 * Maximum size of an unpacked colour profile in bytes; larger ones are dropped. The largest in use, for printing
 * presses, have two million.
 */
export const profileBytesLimit = 4 * 2 ** 20;
/** Maximum bytes of EXIF data, of which only the orientation is read: the maximum in a JPEG. */
export const exifBytesLimit = 2 ** 16;
