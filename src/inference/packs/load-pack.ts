import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Architecture } from '../../flexvar/model.ts';
import { PositionTable } from '../../flexvar/position-table.ts';
import { PackError } from '../errors.ts';
import { type ClassLabel, labelsSchema, type PackConfig, packConfigSchema } from './pack.ts';

/** The part of a pack every process needs: configuration and labels. */
export interface PackDescription {
  readonly folder: string;
  readonly config: PackConfig;
  readonly labels: readonly ClassLabel[];
  readonly architecture: Architecture;
}

/** A pack with the tables of the scale loop; sessions open the graphs. */
export interface Pack extends PackDescription {
  /** [codebookSize, codebookDim], rows L2-normalised. */
  readonly codebook: Float32Array;
  readonly positions: PositionTable;
}

/**
 * Reads and validates `config.json` and `labels.json` of a pack, and checks that every listed file exists with the
 * listed size. (`npm run models -- verify` also compares checksums, which takes seconds for a large pack.)
 * @throws PackError naming the file and the problem.
 */
export async function describePack(folder: string): Promise<PackDescription> {
  const config = await readJson(folder, 'config.json', packConfigSchema);
  const labels = await readJson(folder, 'labels.json', labelsSchema);
  if (labels.length !== config.transformer.classCount)
    throw new PackError(
      `${join(folder, 'labels.json')} has ${labels.length} labels, the model ${config.transformer.classCount} classes.`,
    );
  if (!config.schedules.some(schedule => schedule.name === config.defaults.schedule))
    throw new PackError(
      `${join(folder, 'config.json')}: the default schedule ${config.defaults.schedule} is not one of its schedules.`,
    );
  for (const [name, { bytes }] of Object.entries(config.files)) await checkSize(folder, name, bytes);
  const { codebookSize, codebookDim } = config.tokenizer;
  const { depth, width, heads, classCount, positionSide } = config.transformer;
  const architecture = { depth, width, heads, classCount, positionSide, codebookSize, codebookDim };
  return { folder, config, labels, architecture };
}

/** `describePack` and the tables. */
export async function loadPack(folder: string): Promise<Pack> {
  const description = await describePack(folder);
  const { width, positionSide, codebookSize, codebookDim } = description.architecture;
  const codebook = await readFloats(folder, 'codebook.bin', codebookSize * codebookDim);
  const positions = await readFloats(folder, 'positions.bin', width * positionSide ** 2);
  return { ...description, codebook, positions: new PositionTable(positions, width, positionSide) };
}

async function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const path = join(folder, name);
  const text = await readFile(path, 'utf8').catch(error => {
    throw new PackError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new PackError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new PackError(`${path} is not valid:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function checkSize(folder: string, name: string, bytes: number): Promise<void> {
  const path = join(folder, name);
  const found = await stat(path).catch(error => {
    throw new PackError(`${path} is missing from the pack.`, { cause: error });
  });
  if (found.size !== bytes)
    throw new PackError(`${path} has ${found.size} bytes instead of ${bytes}: it is damaged or incomplete.`);
}

/** Little-endian float32, the native format of all machines onnxruntime supports. */
async function readFloats(folder: string, name: string, count: number): Promise<Float32Array> {
  const path = join(folder, name);
  const bytes = await readFile(path).catch(error => {
    throw new PackError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  });
  if (bytes.byteLength !== count * 4)
    throw new PackError(`${path} has ${bytes.byteLength} bytes instead of ${count * 4}.`);
  // Copied, because a Buffer may not be aligned to four bytes.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
