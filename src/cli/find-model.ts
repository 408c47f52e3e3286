import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freeMemoryShare } from '../inference/memory-budget.ts';
import { OnDemandEngine } from '../inference/on-demand-engine.ts';
import { describePack } from '../inference/packs/load-pack.ts';
import type { LoadedModel, Models } from '../inference/packs/models.ts';
import { packDigest } from '../inference/packs/pack-digest.ts';
import { UsageError } from './usage-error.ts';

/** The one model of a command, as requests are planned with. */
export interface CommandModel extends Models {
  readonly folder: string;
}

/**
 * Finds a pack by the name of its folder in `modelsFolder`, or by a path.
 * @throws UsageError when it is not there.
 * @throws PackError when it is damaged.
 */
export async function findModel(nameOrPath: string, modelsFolder: string): Promise<CommandModel> {
  const folder = [join(modelsFolder, nameOrPath), resolve(nameOrPath)].find(isPack);
  if (folder === undefined)
    throw new UsageError(
      `There is no model "${nameOrPath}" in ${modelsFolder}, and no model pack of that path. Installed: ${(await installed(modelsFolder)).join(', ') || 'none'}.`,
    );
  const { config, labels } = await describePack(folder);
  // Planning needs no engine; the command starts one when the request is known to be right.
  const engine = new OnDemandEngine(() => Promise.reject(new Error('this engine only describes a model')));
  const model: LoadedModel = {
    config,
    labels,
    digest: packDigest(config),
    engine,
    memoryBytes: freeMemoryShare(),
  };
  return { folder, default: model, list: () => [model], find: () => model };
}

function isPack(folder: string): boolean {
  return existsSync(join(folder, 'config.json'));
}

async function installed(modelsFolder: string): Promise<string[]> {
  const names = await readdir(modelsFolder).catch(() => []);
  return names.filter(name => isPack(join(modelsFolder, name))).sort();
}
