import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describePack } from '../../src/inference/packs/load-pack.ts';

/** One line of the list: a pack, or why a folder that looks like one is none. */
export type ListedPack =
  | {
      readonly folder: string;
      readonly name: string;
      readonly title: string;
      readonly precision: string;
      readonly parameters: number;
      readonly classes: number;
      readonly trainedSide: number;
      readonly bytes: number;
    }
  | { readonly folder: string; readonly problem: string };

/** The packs in a folder: its subfolders with a `config.json`, by name. */
export async function listPacks(root: string): Promise<ListedPack[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(entry => entry.name);
  const packs = await Promise.all(
    folders.sort().map(async name => {
      const folder = join(root, name);
      const files = await readdir(folder);
      return files.includes('config.json') ? [await listed(folder)] : [];
    }),
  );
  return packs.flat();
}

async function listed(folder: string): Promise<ListedPack> {
  try {
    const { config } = await describePack(folder);
    return {
      folder,
      name: config.name,
      title: config.title,
      precision: config.precision,
      parameters: config.tokenizer.parameters + config.transformer.parameters,
      classes: config.transformer.classCount,
      trainedSide: config.trainedSide,
      bytes: Object.values(config.files).reduce((sum, file) => sum + file.bytes, 0),
    };
  } catch (error) {
    return { folder, problem: error instanceof Error ? error.message : String(error) };
  }
}
