import { z } from 'zod';
import { goodForSchema } from './good-for.ts';

/**
 * A model pack is a folder: `config.json` (this schema), `labels.json` and the ONNX graphs with their weights. It
 * contains everything a server needs to know about a model; the code contains nothing model-specific.
 */

const positiveInt = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const gridSchema = z.tuple([positiveInt, positiveInt]).transform(([rows, columns]) => ({ rows, columns }));

export const packFileSchema = z.object({ sha256, bytes: z.int().nonnegative() });

export const packConfigSchema = z.object({
  format: z.literal(1),
  /** Also the name of the folder, and of the model in the API. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string(),
  description: z.string(),
  license: z.string(),
  precision: z.enum(['float32', 'float16', 'int8']),
  tokenizer: z.object({
    /** Pixels per token side. */
    stride: positiveInt,
    codebookSize: positiveInt.max(65536),
    codebookDim: positiveInt,
    /** Pixel-unshuffle factor before the encoder; 1 for the published tokenizer. */
    unshuffle: positiveInt,
    channels: positiveInt,
    channelMultipliers: z.array(positiveInt),
    latentChannels: positiveInt,
    encoderResidualBlocks: positiveInt,
    decoderResidualBlocks: positiveInt,
    parameters: positiveInt,
  }),
  transformer: z.object({
    depth: positiveInt,
    width: positiveInt,
    heads: positiveInt,
    classCount: positiveInt,
    positionSide: positiveInt,
    parameters: positiveInt,
  }),
  /** Longest side the model was trained at, in pixels. Pictures above twice this side show artefacts. */
  trainedSide: positiveInt,
  /** Published schedules; grids coarse to fine as [rows, columns]. Names are unique. */
  schedules: z.array(z.object({ name: z.string(), grids: z.array(gridSchema).min(1) })).min(1),
  defaults: z.object({
    /** Name of one of `schedules`. */
    schedule: z.string(),
    guidance: z.object({ mode: z.enum(['ramp', 'constant']), scale: z.number().min(0).max(20) }),
    topK: z.int().nonnegative(),
    topP: z.number().gt(0).max(1),
  }),
  /**
   * Scales always decoded greedily: with a side not in `sampledSides` or above `maxSampledSide`. Null: no such rule.
   */
  greedyRule: z.object({ sampledSides: z.array(positiveInt), maxSampledSide: positiveInt }).nullable(),
  /** What the model does well; absent in older packs. */
  goodFor: goodForSchema.default({}),
  /**
   * Attention of its graphs: in stretches of cells, so that large scales need little memory. Absent: all cells at once.
   */
  attention: z.literal('stretches').optional(),
  /**
   * The pack's digest before its graphs were renewed. The new ones give the same tokens and pictures, bit for bit, so
   * earlier results still belong to this model.
   */
  digest: sha256.optional(),
  /** Every other file of the pack, by path in the folder. */
  files: z.record(z.string(), packFileSchema),
});

export type PackConfig = z.infer<typeof packConfigSchema>;

/** `labels.json`: one entry per class, in index order; "no class" is not listed. */
export const labelsSchema = z.array(
  z.object({
    name: z.string().min(1),
    synonyms: z.array(z.string()),
    /** A `thing` is one kind of object; a `group` covers many things ("mammals"). */
    kind: z.enum(['thing', 'group']),
    /** Name of the group class this thing belongs to, if the model has one. */
    group: z.string().nullable(),
  }),
);

export type ClassLabel = z.infer<typeof labelsSchema>[number];
