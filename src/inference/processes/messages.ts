import { z } from 'zod';
import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import type { Recipe } from '../../flexvar/recipe.ts';
import { deviceSchema } from '../onnx/device.ts';

/**
 * Messages between the server and its child processes (advanced serialisation preserves typed arrays). Both sides
 * validate what they receive.
 */

const count = z.int().nonnegative();
const tokens = z.custom<Uint16Array>(value => value instanceof Uint16Array);
const grid = z.object({ rows: z.int().positive(), columns: z.int().positive() });
const image = z.object({
  width: count,
  height: count,
  data: z.custom<Uint8Array>(value => value instanceof Uint8Array),
});

const recipe: z.ZodType<Recipe> = z.object({
  label: count,
  seed: count,
  imageIndex: count,
  schedule: z.array(grid).min(1),
  guidance: z.object({ mode: z.enum(['ramp', 'constant']), scale: z.number() }),
  sampling: z.object({ topK: count, topP: z.number(), greedyRule: z.boolean() }),
});

const forcedScale: z.ZodType<ForcedScale> = z.object({
  tokens,
  sampled: z.custom<Uint8Array>(value => value instanceof Uint8Array).nullable(),
});

/** The first message to any child: load this pack. */
const open = z.object({
  type: z.literal('open'),
  folder: z.string(),
  settings: z.object({
    device: deviceSchema,
    threads: z.int().positive(),
  }),
});

/** An error in transit between processes; `code` is that of the classes in `errors.ts`. */
const failure = z.object({ code: z.string().nullable(), message: z.string() });

const ready = z.object({ type: z.literal('ready') });
const openFailed = z.object({ type: z.literal('openFailed'), error: failure });

export const transformerRequestSchema = z.discriminatedUnion('type', [
  open,
  z.object({
    type: z.literal('generate'),
    recipes: z.array(recipe).min(1).readonly(),
    finished: z.array(z.array(tokens.nullable()).readonly()).readonly(),
    forced: z.array(forcedScale.nullable()).readonly(),
    /** Memory for concurrently computed pictures; infinite for no limit. */
    memoryBytes: z.union([z.number().positive(), z.literal(Number.POSITIVE_INFINITY)]),
  }),
  /** Answer to each scale: which pictures to continue with, in the order of `recipes`. */
  z.object({ type: z.literal('goOn'), wanted: z.array(z.boolean()).readonly() }),
]);

export const transformerReplySchema = z.discriminatedUnion('type', [
  ready,
  openFailed,
  /** A scale was started: its pictures, in the order of `recipes`, and its cost according to `scaleCosts`. */
  z.object({ type: z.literal('begun'), pictures: z.array(count).readonly(), cost: z.number() }),
  z.object({
    type: z.literal('scale'),
    index: count,
    tokens: z.array(tokens.nullable()).readonly(),
    milliseconds: z.number(),
  }),
  /** The run is over: all scales are done, or no picture is wanted. */
  z.object({ type: z.literal('finished') }),
  z.object({ type: z.literal('failed'), error: failure }),
]);

export const tokenizerRequestSchema = z.discriminatedUnion('type', [
  open,
  z.object({ type: z.literal('decode'), id: count, tokens, grid }),
  z.object({ type: z.literal('encode'), id: count, image, grids: z.array(grid).readonly() }),
]);

export const tokenizerReplySchema = z.discriminatedUnion('type', [
  ready,
  openFailed,
  z.object({ type: z.literal('decoded'), id: count, image }),
  z.object({ type: z.literal('encoded'), id: count, grids: z.array(tokens).readonly() }),
  z.object({ type: z.literal('failed'), id: count, error: failure }),
]);

export type OpenRequest = z.infer<typeof open>;
export type Failure = z.infer<typeof failure>;
export type TransformerRequest = z.infer<typeof transformerRequestSchema>;
export type TransformerReply = z.infer<typeof transformerReplySchema>;
export type TokenizerRequest = z.infer<typeof tokenizerRequestSchema>;
export type TokenizerReply = z.infer<typeof tokenizerReplySchema>;
