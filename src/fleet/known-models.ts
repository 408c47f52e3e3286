import type { ModelDescription, Models } from '../inference/packs/model-description.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import type { WorkerRegistry } from './worker-registry.ts';

/**
 * The available models: those installed here, and those that workers serve or recently served. Among models of the same
 * name, an installed one wins, then the one registered last. A pack is therefore replaced by starting workers with the
 * new one before stopping those with the old one.
 */
export class KnownModels implements Models {
  readonly #registry: WorkerRegistry;
  readonly #installed: readonly ModelDescription[];
  readonly #defaultName: string;
  readonly #forgetSeconds: number;

  /** @param forgetSeconds after which an unserved model is no longer offered. */
  constructor(
    registry: WorkerRegistry,
    installed: readonly ModelDescription[],
    { defaultName, forgetSeconds }: { readonly defaultName: string; readonly forgetSeconds: number },
  ) {
    this.#registry = registry;
    this.#installed = installed;
    this.#defaultName = defaultName;
    this.#forgetSeconds = forgetSeconds;
  }

  get default(): ModelDescription | undefined {
    return this.find(this.#defaultName);
  }

  list(): readonly ModelDescription[] {
    const byName = new Map<string, ModelDescription>();
    for (const model of this.#offered()) {
      const { name } = model.config;
      if (!byName.has(name)) byName.set(name, model);
    }
    return [...byName.values()].sort((a, b) => this.#rank(a) - this.#rank(b));
  }

  find(name: string): ModelDescription | undefined {
    return this.#offered().find(model => model.config.name === name);
  }

  findByDigest(digest: ModelDigest): ModelDescription | undefined {
    return this.#offered().find(model => model.digest === digest);
  }

  #offered(): readonly ModelDescription[] {
    const served = [...this.#registry.models.values()].filter(
      ({ digest }) => this.#registry.unservedSeconds(digest) <= this.#forgetSeconds,
    );
    return [
      ...this.#installed,
      ...served.filter(({ digest }) => this.#registry.serving(digest).length > 0),
      ...served,
    ];
  }

  #rank({ config }: ModelDescription): number {
    return config.name === this.#defaultName ? 0 : 1;
  }
}
