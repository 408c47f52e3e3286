import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PackError } from '../errors.ts';
import { OnDemandEngine } from '../on-demand-engine.ts';
import { type EngineSettings, startEngine, togetherBytes } from '../start-engine.ts';
import { describePack } from './load-pack.ts';
import type { LoadedModel, Models } from './models.ts';
import { packDigest } from './pack-digest.ts';

export interface InstalledModelsOptions {
  /** Folder whose subfolders with a `config.json` are the packs. */
  readonly folder: string;
  readonly defaultModel: string;
  readonly engine: Omit<EngineSettings, 'packDir'>;
  /** See `LoadedModel`. */
  readonly memoryBytes: number;
}

/** The packs of a folder. The default one's engine is started at once, the others' when they are first used. */
export class InstalledModels implements Models {
  readonly default: LoadedModel;
  readonly #models: ReadonlyMap<string, LoadedModel>;
  readonly #engines: readonly OnDemandEngine[];

  private constructor(models: readonly LoadedModel[], engines: readonly OnDemandEngine[]) {
    const [first] = models;
    if (first === undefined) throw new PackError('There is no model.');
    this.default = first;
    this.#models = new Map(models.map(model => [model.config.name, model]));
    this.#engines = engines;
  }

  /**
   * Reads every pack and starts the default one.
   * @throws PackError when a pack cannot be used or the default one is not there.
   * @throws ProviderUnavailableError when an execution provider does not work here.
   */
  static async open(options: InstalledModelsOptions): Promise<InstalledModels> {
    const names = await packNames(options.folder);
    if (!names.includes(options.defaultModel))
      throw new PackError(
        `The default model "${options.defaultModel}" is not in ${options.folder}; there are: ${names.join(', ') || 'none'}.`,
      );
    const ordered = [options.defaultModel, ...names.filter(name => name !== options.defaultModel)];
    const engines: OnDemandEngine[] = [];
    const models: LoadedModel[] = [];
    for (const name of ordered) {
      const packDir = join(options.folder, name);
      const { config, labels } = await describePack(packDir);
      if (config.name !== name)
        throw new PackError(
          `The pack in ${packDir} is named "${config.name}"; its folder must have that name.`,
        );
      const engine = new OnDemandEngine(signal =>
        startEngine(
          { ...options.engine, togetherBytes: Math.min(togetherBytes, options.memoryBytes), packDir },
          signal,
        ),
      );
      engines.push(engine);
      const sheet = join(packDir, 'all-classes.webp');
      models.push({
        config,
        labels,
        digest: packDigest(config),
        engine,
        memoryBytes: options.memoryBytes,
        ...(existsSync(sheet) && { contactSheet: sheet }),
      });
    }
    await engines[0]?.start();
    return new InstalledModels(models, engines);
  }

  list(): readonly LoadedModel[] {
    return [...this.#models.values()];
  }

  find(name: string): LoadedModel | undefined {
    return this.#models.get(name);
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.map(engine => engine.close()));
  }
}

async function packNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(error => {
    throw new PackError(`The folder of the models, ${folder}, cannot be read.`, { cause: error });
  });
  const packs = entries.filter(
    entry => entry.isDirectory() && existsSync(join(folder, entry.name, 'config.json')),
  );
  return packs.map(entry => entry.name).sort();
}
