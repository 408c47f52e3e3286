import type { RgbImage } from '../../inference/codec/rgb-image.ts';

/**
 * The pixels decoded last, up to a size: a picture is often wanted in a second format or size right after the first,
 * and decoding costs more than all else.
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
      // A Map keeps the order of insertion: the first entry is the one that was not used for longest.
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
