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

/** A picture in progress. */
const addedPicture = z.object({
  /** Given by the server; never used twice. */
  id: count,
  recipe,
  /** Tokens of its finished scales, coarse to fine. */
  finished: z.array(tokens).readonly(),
  /** For the policy, see `WaitingPicture`; times as by `Date.now()`. */
  share: z.string(),
  priority: z.enum(['HIGH', 'NORMAL', 'LOW']),
  arrivedMs: z.number(),
  deadlineMs: z.number().nullable(),
  /** Whether it must not share a pass, because it may be what killed a process. */
  isSuspect: z.boolean(),
});

const computedScale = z.object({
  picture: count,
  index: count,
  tokens,
  /** The picture's part of the time of its pass. */
  milliseconds: z.number(),
});

/** An error in transit between processes; `code` is that of the classes in `errors.ts`. */
const failure = z.object({ code: z.string().nullable(), message: z.string() });

const ready = z.object({ type: z.literal('ready') });
const openFailed = z.object({ type: z.literal('openFailed'), error: failure });

export const transformerRequestSchema = z.discriminatedUnion('type', [
  open,
  /** Pictures to compute, in any passes with those already there. */
  z.object({
    type: z.literal('add'),
    pictures: z.array(addedPicture).min(1).readonly(),
    /** By scale; shared by these pictures. */
    forced: z.array(forcedScale.nullable()).readonly(),
    /** Budget for the KV caches of all pictures in progress; a single picture may exceed it. */
    memoryBytes: z.number().positive(),
  }),
  /** The answer to each scale: whether these pictures are to have their next one. */
  z.object({ type: z.literal('goOn'), pictures: z.array(count).readonly() }),
  z.object({ type: z.literal('drop'), pictures: z.array(count).readonly() }),
]);

export const transformerReplySchema = z.discriminatedUnion('type', [
  ready,
  openFailed,
  /** A pass was started: its pictures, and its cost in the units of `scaleCosts`. */
  z.object({ type: z.literal('begun'), pictures: z.array(count).readonly(), cost: z.number() }),
  /** A pass is over. Each picture waits for an answer, unless this was its last scale. */
  z.object({ type: z.literal('computed'), scales: z.array(computedScale).readonly() }),
  /** A picture cannot be computed; it is forgotten. */
  z.object({ type: z.literal('failed'), picture: count, error: failure }),
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
export type AddedPicture = z.infer<typeof addedPicture>;
export type ComputedScale = z.infer<typeof computedScale>;
