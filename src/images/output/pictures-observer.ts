/** Observes the picture cache, for metrics. */
export interface PicturesObserver {
  /** A file was requested. */
  askedFor(cached: boolean): void;
  /** A file was encoded. @param format such as `WEBP`. @param seconds excluding waiting and decoding. */
  encoded(format: string, seconds: number): void;
}
