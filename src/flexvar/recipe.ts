import type { Grid } from './grid.ts';

/**
 * How strongly the class steers the picture (classifier-free guidance).
 *
 * - `ramp` (the paper's evaluation): strength `t` grows with the index of the scale; logits = (1 + t) cond - t uncond.
 * - `constant` (the authors' demo): logits = uncond + scale (cond - uncond), that is `t = scale - 1` at every scale.
 */
export interface Guidance {
  readonly mode: 'ramp' | 'constant';
  /** 0 .. 20. */
  readonly scale: number;
}

/** How a token is drawn from the guided logits of its cell. Top-k is applied first, then top-p. */
export interface Sampling {
  /** Candidates kept: 1 (greedy) .. codebook size; 0 keeps all. */
  readonly topK: number;
  /** Share of the probability kept: above 0, up to 1. */
  readonly topP: number;
  /** Apply the pack's greedy rule (`GreedyRule`), when it has one. */
  readonly greedyRule: boolean;
}

/** Everything that decides a picture's tokens, given the model. */
export interface Recipe {
  /** Index of the class; `classCount` (one past the last) means "no class". */
  readonly label: number;
  /** 0 .. 2^53 - 1. */
  readonly seed: number;
  /** Which picture of the seed's series this is, 0 .. 2^31 - 1. Part of every noise value's address. */
  readonly imageIndex: number;
  readonly schedule: readonly Grid[];
  readonly guidance: Guidance;
  readonly sampling: Sampling;
}
