import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freeMemoryShare } from '../inference/memory-budget.ts';
import { readPack } from '../inference/packs/installed-packs.ts';
import type { ModelDescription, Models } from '../inference/packs/model-description.ts';
import { UsageError } from './usage-error.ts';

/** The single model of a command, as needed for planning. */
export interface CommandModel extends Models {
  readonly default: ModelDescription;
  readonly folder: string;
}

/**
 * Finds a pack by its folder name in `modelsFolder`, or by path.
 * @throws UsageError if it does not exist.
 * @throws PackError if it is damaged.
 */
export async function findModel(nameOrPath: string, modelsFolder: string): Promise<CommandModel> {
  const folder = [join(modelsFolder, nameOrPath), resolve(nameOrPath)].find(isPack);
  if (folder === undefined)
    throw new UsageError(
      `There is no model "${nameOrPath}" in ${modelsFolder}, and no model pack at that path. Installed: ${(await installed(modelsFolder)).join(', ') || 'none'}.`,
    );
  const { description } = await readPack(folder, freeMemoryShare());
  const find = () => description;
  return { folder, default: description, list: () => [description], find, findByDigest: find };
}

function isPack(folder: string): boolean {
  return existsSync(join(folder, 'config.json'));
}

async function installed(modelsFolder: string): Promise<string[]> {
  const names = await readdir(modelsFolder).catch(() => []);
  return names.filter(name => isPack(join(modelsFolder, name))).sort();
}
