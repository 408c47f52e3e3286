import type { ModelDescription, Models } from '../inference/packs/model-description.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import type { WorkerRegistry } from './worker-registry.ts';

/**
 * The models that can be asked for: those installed here, and those that workers serve or have served lately. Of several that
 * have one name the one that is installed here counts, then the one that was registered last, so that a pack is replaced by
 * starting workers with the new one before those with the old one end.
 */
export class KnownModels implements Models {
  readonly #registry: WorkerRegistry;
  readonly #installed: readonly ModelDescription[];
  readonly #defaultName: string;
  readonly #forgetSeconds: number;

  /** @param forgetSeconds after which a model that nobody serves is not offered any more. */
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
