import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackError } from '../errors.ts';
import { describePack } from './load-pack.ts';
import type { ModelDescription } from './model-description.ts';
import { packDigest } from './pack-digest.ts';

/** An installed pack. */
export interface InstalledPack {
  readonly folder: string;
  readonly description: ModelDescription;
  /** Size of the generator's files, in bytes. */
  readonly generatorBytes: number;
  /** Size of the codec's files, in bytes. */
  readonly codecBytes: number;
}

/** Names of subfolders with a `config.json`, sorted. @throws PackError if it cannot be read. */
export async function packNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(error => {
    throw new PackError(`The model folder ${folder} cannot be read.`, { cause: error });
  });
  const packs = entries.filter(
    entry => entry.isDirectory() && existsSync(join(folder, entry.name, 'config.json')),
  );
  return packs.map(entry => entry.name).sort();
}

/** Whether a folder contains a pack with this name. */
export async function hasPack(folder: string, name: string): Promise<boolean> {
  const names: string[] = await packNames(folder).catch(() => []);
  return names.includes(name);
}

/**
 * Reads the packs of a folder, the default one first.
 * @throws PackError if a pack cannot be used or the default one is missing.
 */
export async function readInstalledPacks(
  folder: string,
  { defaultModel, memoryBytes }: { readonly defaultModel: string; readonly memoryBytes: number },
): Promise<InstalledPack[]> {
  const names = await packNames(folder);
  if (!names.includes(defaultModel))
    throw new PackError(
      `The default model "${defaultModel}" is not in ${folder}. Available: ${names.join(', ') || 'none'}.`,
    );
  const packs: InstalledPack[] = [];
  for (const name of [defaultModel, ...names.filter(name => name !== defaultModel)]) {
    const pack = await readPack(join(folder, name), memoryBytes);
    if (pack.description.config.name !== name)
      throw new PackError(
        `The pack in ${pack.folder} is named "${pack.description.config.name}"; its folder must have that name.`,
      );
    packs.push(pack);
  }
  return packs;
}

/** @throws PackError if it cannot be used. */
export async function readPack(folder: string, memoryBytes: number): Promise<InstalledPack> {
  const { config, labels } = await describePack(folder);
  const sheet = join(folder, 'all-classes.webp');
  const sizeOf = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + (config.files[file]?.bytes ?? 0), 0);
  return {
    folder,
    description: {
      config,
      labels,
      digest: packDigest(config),
      memoryBytes,
      ...(existsSync(sheet) && { contactSheet: () => readFile(sheet) }),
    },
    generatorBytes: sizeOf(['transformer.data', 'positions.bin', 'codebook.bin']),
    codecBytes: sizeOf(['tokenizer.data', 'codebook.bin']),
  };
}
