import type { GenerationId } from './generation.ts';

/** How big the picture is: exactly one of these; none means the operation's own default. */
export type CanvasRequest =
  | { readonly kind: 'default' }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  /** Width : height; the area is that of the model's trained side. */
  | { readonly kind: 'aspectRatio'; readonly width: number; readonly height: number };

/**
 * What every operation that makes pictures can be told, before it is checked. Field names are those of the API's
 * inputs, so that errors can name them. What is absent is the operation's default.
 */
export interface RecipeRequest {
  /** By name (or synonym), by index, or none. */
  readonly class?: { readonly name: string } | { readonly index: number } | null;
  readonly canvas: CanvasRequest;
  /** Number of scales, 6 .. 16; not with `schedule`. */
  readonly steps?: number;
  /** An explicit schedule (then `canvas` is 'default' and `steps` absent), or the name of a published one. */
  readonly schedule?: readonly { readonly rows: number; readonly columns: number }[] | string;
  readonly guidance?: { readonly mode?: 'ramp' | 'constant'; readonly scale?: number };
  readonly sampling?: { readonly topK?: number; readonly topP?: number; readonly greedyRule?: boolean };
  /** 0 .. 2^53 - 1; drawn at random when absent, and always returned. */
  readonly seed?: number;
  /** Index of the first picture in the seed's series. */
  readonly imageIndex?: number;
  /** Pictures wanted, 1 .. the server's limit. Each becomes a generation of its own. */
  readonly count?: number;
  /** Index of the scale after which each is held; never when absent. */
  readonly holdAtScale?: number;
  /** 1 .. 200 characters. */
  readonly idempotencyKey?: string;
}

/** Pictures from nothing but a recipe. */
export interface GenerationRequest extends RecipeRequest {
  /** Pack name; the server's default model when absent. */
  readonly model?: string;
}

/** Other continuations of a generation. What is absent is as in that generation, the seed excepted. */
export interface BranchRequest extends RecipeRequest {
  readonly parent: GenerationId;
  /** Index of the finest scale that is kept. */
  readonly scale: number;
}
