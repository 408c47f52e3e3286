import type { Database } from '../database/database.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import type { Residences, ServedPart } from '../inference/residence/residences.ts';
import { wish } from './residence-wishes.ts';
import type { WorkerRegistry } from './worker-registry.ts';

/** Where models are loaded in all processes on one database. */
export class FleetResidences implements Residences {
  readonly #database: Database;
  readonly #registry: WorkerRegistry;

  constructor(database: Database, registry: WorkerRegistry) {
    this.#database = database;
    this.#registry = registry;
  }

  of(digest: ModelDigest): readonly ServedPart[] {
    return this.#registry.workers.flatMap(({ id, parts }) =>
      parts
        .filter(part => part.digest === digest)
        .map(({ part, device, state }) => ({ worker: id, part, device, state })),
    );
  }

  serves(digest: ModelDigest): boolean {
    return this.#registry.count(digest) > 0;
  }

  load(digest: ModelDigest): Promise<void> {
    return wish(this.#database.kysely, digest, 'LOAD');
  }

  unload(digest: ModelDigest): Promise<void> {
    return wish(this.#database.kysely, digest, 'UNLOAD');
  }
}
