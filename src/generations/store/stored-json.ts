import { z } from 'zod';
import type { Grid } from '../../flexvar/grid.ts';
import type { Recipe } from '../../flexvar/recipe.ts';
import type { PictureEdit, PlannedScale } from '../generation.ts';

/**
 * Contents of the JSON columns of `generations`. They outlive the version that wrote them, so each row records their
 * format, and they are validated when read.
 */

/** The format written now. Any change of shape increments it and adds a reader below. */
export const currentFormat = 1;

const whole = z.int().nonnegative();
const gridSchema = z.object({ rows: whole, columns: whole });
const sizeSchema = z.object({ width: z.number(), height: z.number() });
const rectangleSchema = sizeSchema.extend({ left: z.number(), top: z.number() });

const recipeSchema = z.object({
  label: whole,
  seed: whole,
  imageIndex: whole,
  schedule: z.array(gridSchema),
  guidance: z.object({ mode: z.enum(['ramp', 'constant']), scale: z.number() }),
  sampling: z.object({ topK: whole, topP: z.number(), greedyRule: z.boolean() }),
}) satisfies z.ZodType<Recipe>;

const plannedScaleSchema = z.object({
  index: whole,
  grid: gridSchema,
  width: z.number(),
  height: z.number(),
  workShare: z.number(),
  forced: z.enum(['none', 'partly', 'wholly']),
  mask: z.array(z.string()).nullable(),
}) satisfies z.ZodType<PlannedScale>;

const editSchema = z.object({
  operation: z.enum(['INPAINT', 'EXPAND', 'REFINE']),
  source: z.string(),
  mask: z.string().nullable(),
  mapping: z.object({
    sourceSize: sizeSchema,
    canvas: sizeSchema,
    source: rectangleSchema,
    crop: rectangleSchema,
  }),
  fromScale: whole,
  feather: whole.nullable(),
  notes: z.array(z.string()),
}) satisfies z.ZodType<PictureEdit>;

const columnsSchema = z.object({
  recipe: recipeSchema,
  plan: z.array(plannedScaleSchema),
  warnings: z.array(z.string()),
  edit: editSchema.nullable(),
});

/** The grid of a scale, as stored in a plan. @throws ZodError */
export function readGrid(grid: unknown): Grid {
  return gridSchema.parse(grid);
}

/** The JSON columns of a row. */
export interface StoredJson {
  readonly recipe: Recipe;
  readonly plan: readonly PlannedScale[];
  readonly warnings: readonly string[];
  readonly edit: PictureEdit | null;
}

/** The columns in the current format, for writing. */
export function writeJson({ recipe, plan, warnings, edit }: StoredJson) {
  return {
    format: currentFormat,
    recipe: JSON.stringify(recipe),
    plan: JSON.stringify(plan),
    warnings: JSON.stringify(warnings),
    edit: edit === null ? null : JSON.stringify(edit),
  };
}

/** @throws Error naming the generation and the mismatch with its format. */
export function readJson(row: {
  readonly id: string;
  readonly format: number;
  readonly recipe: unknown;
  readonly plan: unknown;
  readonly warnings: unknown;
  readonly edit: unknown;
}): StoredJson {
  if (row.format !== currentFormat)
    throw new Error(`Generation ${row.id} has format ${row.format}, which this version does not support.`);
  const read = columnsSchema.safeParse(row);
  if (read.success) return read.data;
  throw new Error(`Generation ${row.id} does not match format ${row.format}: ${z.prettifyError(read.error)}`);
}
