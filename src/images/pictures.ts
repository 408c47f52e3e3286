import { type Animation, animationKey, encodeAnimation } from './animation.ts';
import { encoderVersion, encodeVariant, type RgbPixels } from './encode.ts';
import type { FileCache } from './file-cache.ts';
import { RecentPixels } from './recent-pixels.ts';
import { extension, type Variant } from './variant.ts';

/** Room for decoded pixels: some twenty pictures of 512 x 512. */
const recentBytes = 16 * 2 ** 20;

/** A picture that can be computed: its size is known, its pixels are not looked at until a file is wanted. */
export interface PictureSource {
  /** Equal digests have equal pixels. Hexadecimal. */
  readonly digest: string;
  readonly width: number;
  readonly height: number;
  decode(): Promise<RgbPixels>;
}

/** Strong validator of one file of one picture: its name in the cache and in ETags. */
export function variantKey(source: PictureSource, variant: Variant): string {
  const compression = variant.quality === null ? 'lossless' : `q${variant.quality}`;
  return `${source.digest}-${variant.width}x${variant.height}-${compression}-${encoderVersion}.${extension(variant.format)}`;
}

/**
 * Files of pictures, computed when first asked for. However many clients ask for one at the same time, it is
 * decoded and encoded once.
 */
export class Pictures {
  readonly #cache: FileCache;
  readonly #onCacheError: (error: unknown) => void;
  readonly #recent = new RecentPixels(recentBytes);
  readonly #decoding = new Map<string, Promise<RgbPixels>>();
  readonly #encoding = new Map<string, Promise<Buffer>>();

  /** @param onCacheError told when the cache cannot be read or written (disk full); the picture is served all the same. */
  constructor(cache: FileCache, onCacheError: (error: unknown) => void) {
    this.#cache = cache;
    this.#onCacheError = onCacheError;
  }

  /** The file's bytes. */
  encode(source: PictureSource, variant: Variant): Promise<Buffer> {
    const key = variantKey(source, variant);
    return this.#readOrMake(key, async () => encodeVariant(await this.#decode(source), variant));
  }

  /** The bytes of an animation's file. */
  animate(frames: readonly PictureSource[], animation: Animation): Promise<Buffer> {
    return this.#readOrMake(animationKey(frames, animation), async () => {
      const pixels = await Promise.all(frames.map(frame => this.#decode(frame)));
      return encodeAnimation(pixels, animation);
    });
  }

  #readOrMake(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
    return shared(this.#encoding, key, async () => {
      const cached = await this.#read(key);
      if (cached) return cached;
      const bytes = await make();
      await this.#write(key, bytes);
      return bytes;
    });
  }

  async #decode(source: PictureSource): Promise<RgbPixels> {
    const recent = this.#recent.get(source.digest);
    if (recent) return recent;
    return shared(this.#decoding, source.digest, async () => {
      const pixels = await source.decode();
      this.#recent.add(source.digest, pixels);
      return pixels;
    });
  }

  async #read(key: string): Promise<Buffer | null> {
    try {
      return await this.#cache.read(key);
    } catch (error) {
      this.#onCacheError(error);
      return null;
    }
  }

  async #write(key: string, bytes: Buffer): Promise<void> {
    try {
      await this.#cache.write(key, bytes);
    } catch (error) {
      this.#onCacheError(error);
    }
  }
}

/** Lets callers that come while the work is under way wait for it instead of doing it again. */
function shared<T>(underWay: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const running = underWay.get(key);
  if (running) return running;
  const started = work().finally(() => underWay.delete(key));
  underWay.set(key, started);
  return started;
}
