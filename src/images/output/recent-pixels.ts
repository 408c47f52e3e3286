import type { RgbImage } from '../../inference/codec/rgb-image.ts';

/**
 * A bounded cache of recently decoded pixels: a picture is often requested in another format or size right after the
 * first, and decoding is the most expensive step.
 */
export class RecentPixels {
  readonly #maxBytes: number;
  readonly #pixels = new Map<string, RgbImage>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(digest: string): RgbImage | undefined {
    const pixels = this.#pixels.get(digest);
    if (pixels) {
      // A Map keeps insertion order, so the first entry is the least recently used.
      this.#pixels.delete(digest);
      this.#pixels.set(digest, pixels);
    }
    return pixels;
  }

  add(digest: string, pixels: RgbImage): void {
    this.#remove(digest);
    this.#pixels.set(digest, pixels);
    this.#bytes += pixels.data.byteLength;
    for (const oldest of this.#pixels.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(digest: string): void {
    this.#bytes -= this.#pixels.get(digest)?.data.byteLength ?? 0;
    this.#pixels.delete(digest);
  }
}
