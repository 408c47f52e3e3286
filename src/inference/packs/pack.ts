import { z } from 'zod';
import { goodForSchema } from './good-for.ts';

/**
 * A model pack is a folder: `config.json` (this schema), `labels.json` and the ONNX graphs with their weights.
 * Everything a server needs to know of a model is in it; nothing about a model is written in the code.
 */

const positiveInt = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const gridSchema = z.tuple([positiveInt, positiveInt]).transform(([rows, columns]) => ({ rows, columns }));

export const packFileSchema = z.object({ sha256, bytes: z.int().nonnegative() });

export const packConfigSchema = z.object({
  format: z.literal(1),
  /** Also the folder's name and the model's name in the API. */
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
    /** Pixel-unshuffle factor in front of the encoder; 1 for the published tokenizer. */
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
  /** Longest side the model was trained at, in pixels. Above twice this side pictures show artefacts. */
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
  /** Scales always taken greedily: a side not in `sampledSides` or above `maxSampledSide`. Null: no such rule. */
  greedyRule: z.object({ sampledSides: z.array(positiveInt), maxSampledSide: positiveInt }).nullable(),
  /** What the model does well; packs from before say nothing. */
  goodFor: goodForSchema.default({}),
  /** How its graphs attend: in stretches of cells, so that a large scale takes little memory. Absent: to all cells at once. */
  attention: z.literal('stretches').optional(),
  /**
   * The pack's digest from before its graphs were renewed: they give the same tokens and pictures, bit for bit, so that
   * what was made with them before stays this model's.
   */
  digest: sha256.optional(),
  /** Every other file of the pack by its path in the folder. */
  files: z.record(z.string(), packFileSchema),
});

export type PackConfig = z.infer<typeof packConfigSchema>;

/** `labels.json`: one entry a class, in index order; "no class" is not listed. */
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
