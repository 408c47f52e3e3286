import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Grid } from '../../src/flexvar/grid.ts';
import { Checkpoint } from '../converter/checkpoint.ts';

/**
 * A folder of golden vectors: a tokenizer's and a transformer's checkpoint, and what the reference implementation
 * computes from them (`test/golden/README.md` describes the form).
 */
export interface GoldenFolder {
  /** Path of the tokenizer's checkpoint. */
  readonly tokenizer: string;
  readonly transformer: string;
  readonly generate: readonly GenerateCase[];
  readonly encode: readonly EncodeCase[];
  /** @throws Error when there is no such tensor. */
  tensor(name: string): GoldenTensor;
  has(name: string): boolean;
}

export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly data: Int32Array | Float32Array;
}

/** A side of a square grid, or [rows, columns]. */
const gridSchema = z
  .union([z.int().positive(), z.tuple([z.int().positive(), z.int().positive()])])
  .transform((given): Grid => {
    const [rows, columns] = typeof given === 'number' ? [given, given] : given;
    return { rows, columns };
  });

const generateCaseSchema = z.object({
  name: z.string(),
  labels: z.array(z.int().nonnegative()).min(1),
  steps: z.array(gridSchema).min(1),
  cfg: z.number(),
  cfg_mode: z.enum(['ramp', 'constant']),
  /** Smallest gap between the two best logits of each scale. */
  min_margin: z.array(z.number()),
});

const encodeCaseSchema = z.object({
  name: z.string(),
  h: z.int().positive(),
  w: z.int().positive(),
  grids: z.array(gridSchema).min(1),
});

export type GenerateCase = z.infer<typeof generateCaseSchema>;
export type EncodeCase = z.infer<typeof encodeCaseSchema>;

const goldenSchema = z.object({
  tensors: z.record(
    z.string(),
    z.object({ dtype: z.enum(['int32', 'float32']), shape: z.array(z.int()), offset: z.int() }),
  ),
  generate: z.array(generateCaseSchema).default([]),
  encode: z.array(encodeCaseSchema).default([]),
});

/** Reads a folder. The checkpoints are told apart by their tensors, whatever their names. */
export async function readGoldenFolder(folder: string): Promise<GoldenFolder> {
  const golden = goldenSchema.parse(JSON.parse(await readFile(join(folder, 'golden.json'), 'utf8')));
  const bytes = await readFile(join(folder, 'golden.bin'));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return {
    tokenizer: await checkpointWith(folder, 'encoder.conv_in.weight'),
    transformer: await checkpointWith(folder, 'word_embed.weight'),
    generate: golden.generate,
    encode: golden.encode,
    has: name => name in golden.tensors,
    tensor: name => {
      const entry = golden.tensors[name];
      if (entry === undefined) throw new Error(`${folder} has no tensor named ${name}`);
      const { dtype, shape, offset } = entry;
      const length = shape.reduce((product, size) => product * size, 1);
      const data =
        dtype === 'int32' ? new Int32Array(buffer, offset, length) : new Float32Array(buffer, offset, length);
      return { shape, data };
    },
  };
}

async function checkpointWith(folder: string, tensor: string): Promise<string> {
  const names = (await readdir(folder)).filter(name => /\.(pth|pt|ckpt)$/.test(name)).sort();
  for (const name of names) {
    const path = join(folder, name);
    await using checkpoint = await Checkpoint.open(path);
    if (checkpoint.tensors.has(tensor)) return path;
  }
  throw new Error(`none of the checkpoints in ${folder} (${names.join(', ')}) has a tensor ${tensor}`);
}
