import type { Grid } from './grid.ts';

/**
 * How strongly the class steers the picture (classifier-free guidance).
 *
 * - `ramp` (the paper's evaluation): strength `t` grows with the scale index; logits = (1 + t) cond - t uncond.
 * - `constant` (the authors' demo): logits = uncond + scale (cond - uncond), that is `t = scale - 1` at every scale.
 */
export interface Guidance {
  readonly mode: 'ramp' | 'constant';
  /** 0 .. 20. */
  readonly scale: number;
}

/** How a token is sampled from the guided logits of its cell. Top-k is applied first, then top-p. */
export interface Sampling {
  /** Candidates kept: 1 (greedy) .. codebook size; 0 keeps all. */
  readonly topK: number;
  /** Cumulative probability kept: above 0, up to 1. */
  readonly topP: number;
  /** Whether to apply the pack's greedy rule (`GreedyRule`), if any. */
  readonly greedyRule: boolean;
}

/** Everything that determines a picture's tokens, given the model. */
export interface Recipe {
  /** Index of the class; `classCount` (one past the last) means "no class". */
  readonly label: number;
  /** 0 .. 2^53 - 1. */
  readonly seed: number;
  /** Index of the picture in the series of the seed, 0 .. 2^31 - 1. Part of the address of every noise value. */
  readonly imageIndex: number;
  readonly schedule: readonly Grid[];
  readonly guidance: Guidance;
  readonly sampling: Sampling;
}
