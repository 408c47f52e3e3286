import { LRUCache } from 'lru-cache';
import type { Asker } from '../../fairness/asker.ts';
import { SharedWork } from '../../fairness/shared-work.ts';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import type { Rectangle } from '../canvas/canvas-mapping.ts';
import type { StoredPicture } from '../canvas/stored-picture.ts';
import { type Animation, animationKey } from '../encode/animation.ts';
import { type PictureIdentity, variantKey } from '../encode/picture-identity.ts';
import type { Variant } from '../encode/variant.ts';
import type { PictureLane, PictureTurn } from '../process/picture-lane.ts';
import type { PictureProcesses } from '../process/picture-processes.ts';
import type { FileCache } from './file-cache.ts';
import type { PicturesObserver } from './pictures-observer.ts';

/** Size of the cache of decoded pixels, about twenty pictures of 512 x 512: a picture is often requested in another format next. */
const recentBytes = 16 * 2 ** 20;
/** Pixels up to which encoding takes a few tens of milliseconds. AVIF takes about thirty times as long. */
const quickPixels = 2 ** 19;
const quickAvifPixels = 2 ** 14;

/** A picture that can be computed: its size is known, its pixels are computed only when a file is needed. */
export interface PictureSource extends PictureIdentity {
  /** @param turn the client and picture process. */
  decode(turn: PictureTurn): Promise<RgbImage>;
}

export interface PictureCacheOptions {
  readonly cache: FileCache;
  readonly processes: PictureProcesses;
  /** Called if the cache cannot be read or written (such as disk full); pictures are still served. */
  readonly onCacheError: (error: unknown) => void;
  readonly observer?: PicturesObserver;
}

/**
 * Picture files, computed on demand. Concurrent requests for one file share one decode and encode. Clients take turns,
 * and disconnected ones are skipped.
 */
export class PictureCache {
  readonly #options: PictureCacheOptions;
  readonly #recent = new LRUCache<string, RgbImage>({
    maxSize: recentBytes,
    sizeCalculation: ({ data }) => data.byteLength,
  });
  readonly #reading = new Map<string, Promise<Buffer | null>>();
  readonly #decoding = new Map<string, Promise<RgbImage>>();
  readonly #encoding = new SharedWork<Buffer>();

  constructor(options: PictureCacheOptions) {
    this.#options = options;
  }

  /** The bytes of a file. Rejects with the reason of the asker's signal when it is aborted. */
  encode(source: PictureSource, variant: Variant, asker: Asker): Promise<Buffer> {
    const lane = this.#laneOf(source, variant);
    return this.#readOrMake(variantKey(source, variant), lane, asker, async turn => {
      const pixels = await this.#decode(source, turn);
      return this.#timed(variant.format, () => turn.run('encodeVariant', pixels, variant));
    });
  }

  /** The bytes of an animation file. Rejects like `encode`. */
  animate(frames: readonly PictureSource[], animation: Animation, asker: Asker): Promise<Buffer> {
    const { slow } = this.#options.processes;
    return this.#readOrMake(animationKey(frames, animation), slow, asker, async turn => {
      const pixels: RgbImage[] = [];
      for (const frame of frames) pixels.push(await this.#decode(frame, turn));
      return this.#timed(animation.format, () => turn.run('encodeAnimation', pixels, animation));
    });
  }

  /** A part of a stored picture as a PNG file. */
  cropStored(picture: StoredPicture, part: Rectangle, asker: Asker): Promise<Buffer> {
    return this.#options.processes.quick.take(asker, turn => turn.run('cropStored', picture, part));
  }

  /** A mask of cells as a PNG file; see `maskPicture`. */
  maskPicture(rows: readonly string[], asker: Asker): Promise<Buffer> {
    return this.#options.processes.quick.take(asker, turn => turn.run('maskPicture', rows));
  }

  #laneOf(source: PictureSource, variant: Variant): PictureLane {
    const { quick, slow } = this.#options.processes;
    if (source.width * source.height > quickPixels) return slow;
    return variant.format === 'AVIF' && variant.width * variant.height > quickAvifPixels ? slow : quick;
  }

  async #readOrMake(
    key: string,
    lane: PictureLane,
    asker: Asker,
    make: (turn: PictureTurn) => Promise<Buffer>,
  ): Promise<Buffer> {
    const cached = await shared(this.#reading, key, () => this.#read(key));
    this.#options.observer?.askedFor(cached !== null);
    if (cached) return cached;
    return this.#encoding.run(key, asker, lane.queue, async leading => {
      const bytes = await make(lane.turnOf(leading));
      await this.#write(key, bytes);
      return bytes;
    });
  }

  async #timed<T>(format: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const made = await work();
    this.#options.observer?.encoded(format, (performance.now() - began) / 1000);
    return made;
  }

  async #decode(source: PictureSource, turn: PictureTurn): Promise<RgbImage> {
    turn.signal?.throwIfAborted();
    const recent = this.#recent.get(source.digest);
    if (recent) return recent;
    // Once its turn has come, a picture is always decoded, because another turn may need the same pixels.
    return shared(this.#decoding, source.digest, async () => {
      const pixels = await source.decode({ client: turn.client, run: turn.run });
      this.#recent.set(source.digest, pixels);
      return pixels;
    });
  }

  async #read(key: string): Promise<Buffer | null> {
    try {
      return await this.#options.cache.read(key);
    } catch (error) {
      this.#options.onCacheError(error);
      return null;
    }
  }

  async #write(key: string, bytes: Buffer): Promise<void> {
    try {
      await this.#options.cache.write(key, bytes);
    } catch (error) {
      this.#options.onCacheError(error);
    }
  }
}

/** Lets concurrent callers share the work in progress. */
function shared<T>(underWay: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const running = underWay.get(key);
  if (running) return running;
  const started = work().finally(() => underWay.delete(key));
  underWay.set(key, started);
  return started;
}
