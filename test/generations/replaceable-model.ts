import type { ServingWorkers } from '../../src/generations/serving-workers.ts';
import type { Codecs } from '../../src/inference/codec/codec.ts';
import type { Engine } from '../../src/inference/engine.ts';
import type { Generators } from '../../src/inference/generator/generator.ts';
import type { ModelDescription, Models } from '../../src/inference/packs/model-description.ts';
import type { ModelDigest } from '../../src/inference/packs/pack-digest.ts';
import type { Residences } from '../../src/inference/residence/residences.ts';

/** One model, which a test may replace or remove while others run, and the engine that runs it. */
export class ReplaceableModel implements Models, Codecs, Generators, ServingWorkers {
  readonly device = 'cpu';
  readonly engine: Engine;
  default: ModelDescription;
  installed: boolean;

  constructor(model: ModelDescription, engine: Engine) {
    this.default = model;
    this.engine = engine;
    this.installed = true;
  }

  get digests(): readonly ModelDigest[] {
    return this.list().map(({ digest }) => digest);
  }

  of(digest: ModelDigest): Engine | undefined {
    return this.digests.includes(digest) ? this.engine : undefined;
  }

  list(): readonly ModelDescription[] {
    return this.installed ? [this.default] : [];
  }

  find(name: string): ModelDescription | undefined {
    return this.list().find(model => model.config.name === name);
  }

  findByDigest(digest: ModelDigest): ModelDescription | undefined {
    return this.list().find(model => model.digest === digest);
  }

  /** An engine is all or nothing. */
  get residences(): Residences {
    return {
      of: () => [],
      serves: digest => this.of(digest) !== undefined,
      async load() {},
      async unload() {},
    };
  }

  count(digest: ModelDigest): number {
    return this.of(digest) === undefined ? 0 : 1;
  }

  unservedSeconds(digest: ModelDigest): number {
    return this.of(digest) === undefined ? Number.POSITIVE_INFINITY : 0;
  }
}
