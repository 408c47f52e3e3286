/** Told of what the cache of pictures does, for those who count and measure. */
export interface PicturesObserver {
  /** A file was asked for. @param cached whether it was there. */
  askedFor(cached: boolean): void;
  /** A file was made from pixels. @param format such as `WEBP`. @param seconds without waiting and decoding. */
  encoded(format: string, seconds: number): void;
}
