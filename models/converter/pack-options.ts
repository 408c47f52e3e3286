import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type ClassLabel, labelsSchema, packConfigSchema } from '../../src/inference/packs/pack.ts';
import { ConverterError } from './converter-error.ts';

const { shape } = packConfigSchema;

/** What a checkpoint does not say about its model: how it is called, and how it is used. */
const packOptionsSchema = z
  .strictObject({
    name: shape.name.optional(),
    title: shape.title.optional(),
    description: shape.description.optional(),
    license: shape.license.optional(),
    trainedSide: shape.trainedSide,
    schedules: shape.schedules,
    defaults: shape.defaults,
    /** Scales taken greedily, or null when there is no such rule. */
    greedy: shape.greedyRule,
    goodFor: shape.goodFor,
  })
  .refine(options => options.schedules.some(schedule => schedule.name === options.defaults.schedule), {
    error: 'must be the name of one of the schedules',
    path: ['defaults', 'schedule'],
  })
  .refine(options => new Set(options.schedules.map(({ name }) => name)).size === options.schedules.length, {
    error: 'names must be unique',
    path: ['schedules'],
  });

/** As they are written: grids are [rows, columns]. */
export type PackOptions = z.input<typeof packOptionsSchema>;

/**
 * Reads an options file.
 * @throws ConverterError naming the first field that is wrong.
 */
export async function readPackOptions(path: string): Promise<PackOptions> {
  const value = await readJson(path);
  const parsed = packOptionsSchema.safeParse(value);
  if (!parsed.success) throw new ConverterError(`${path}: ${firstIssue(parsed.error)}`);
  return value as PackOptions;
}

/**
 * Reads a labels file: a list of names, or of entries as in a pack's `labels.json`.
 * @throws ConverterError naming the first entry that is wrong.
 */
export async function readLabels(path: string): Promise<ClassLabel[]> {
  const parsed = z.union([z.array(z.string().min(1)), labelsSchema]).safeParse(await readJson(path));
  if (!parsed.success)
    throw new ConverterError(`${path}: expected a list of names or of labels as in labels.json of a pack`);
  return parsed.data.map(label => (typeof label === 'string' ? namedThing(label) : label));
}

/** A label of which only the name is known. */
export function namedThing(name: string): ClassLabel {
  return { name, synonyms: [], kind: 'thing', group: null };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ConverterError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'is not valid' : `${issue.path.join('.') || 'options'}: ${issue.message}`;
}
