import type { Grid } from '../flexvar/grid.ts';
import type { Decoder } from '../inference/codec/codec.ts';
import type { RgbImage } from '../inference/codec/rgb-image.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import { decodePath, readDecoded } from './decode-protocol.ts';
import { DecoderUnavailableError } from './decoder-unavailable-error.ts';
import type { WorkerRegistry } from './worker-registry.ts';

/**
 * Time-out for the start of a response, after which the worker is skipped. Large pictures take seconds on a busy
 * machine.
 */
const answerMs = 20_000;

/** Decodes on workers that serve a model: the least busy first, with failover to another one. */
export class RemoteDecoder implements Decoder {
  readonly #registry: WorkerRegistry;
  readonly #digest: ModelDigest;
  /** Requests in progress, by worker. */
  readonly #underWay = new Map<string, number>();

  constructor(registry: WorkerRegistry, digest: ModelDigest) {
    this.#registry = registry;
    this.#digest = digest;
  }

  get decodesAtOnce(): number {
    return 2 * Math.max(1, this.#registry.serving(this.#digest).length);
  }

  /** @throws DecoderUnavailableError if no worker serves the model, or none responds. */
  async decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    const workers = [...this.#registry.serving(this.#digest)].sort(
      (a, b) => this.#load(a.id) - this.#load(b.id),
    );
    let cause: unknown;
    for (const { id, address } of workers) {
      this.#underWay.set(id, this.#load(id) + 1);
      try {
        return await this.#ask(address, tokens, grid);
      } catch (error) {
        cause = error;
      } finally {
        this.#underWay.set(id, this.#load(id) - 1);
      }
    }
    throw new DecoderUnavailableError(this.#digest, { cause });
  }

  #load(worker: string): number {
    return this.#underWay.get(worker) ?? 0;
  }

  async #ask(address: string, tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    const response = await fetch(new URL(decodePath(this.#digest, grid), address), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#registry.secret}`,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength).slice(),
      signal: AbortSignal.timeout(answerMs),
    });
    return readDecoded(response);
  }
}
