import type { Decoder, Decoders } from '../inference/codec/codec.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import { RemoteDecoder } from './remote-decoder.ts';
import type { WorkerRegistry } from './worker-registry.ts';

/** Decodes locally if the model is installed, otherwise on a worker that has it. */
export class FleetDecoders implements Decoders {
  readonly #registry: WorkerRegistry;
  readonly #installed: Decoders;
  readonly #remote = new Map<string, RemoteDecoder>();

  constructor(registry: WorkerRegistry, installed: Decoders) {
    this.#registry = registry;
    this.#installed = installed;
  }

  of(digest: ModelDigest): Decoder | undefined {
    const installed = this.#installed.of(digest);
    if (installed !== undefined || !this.#registry.models.has(digest)) return installed;
    const remote = this.#remote.get(digest) ?? new RemoteDecoder(this.#registry, digest);
    this.#remote.set(digest, remote);
    return remote;
  }
}
