import type { NoiseSource } from './noise.ts';
import type { Sampling } from './recipe.ts';

/** Index of the largest logit; the first of equals. */
export function greedyToken(logits: Float32Array): number {
  let best = 0;
  let bestLogit = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < logits.length; index++) {
    const logit = logits[index] ?? Number.NaN;
    if (logit > bestLogit) {
      bestLogit = logit;
      best = index;
    }
  }
  return best;
}

/** Buckets that logits are sorted into; only one of them is ever sorted further. */
const bucketCount = 1024;

/**
 * Draws tokens from logits: top-k, then top-p on what is left, then one draw by the Gumbel-max rule. Keeps its
 * scratch memory between cells.
 */
export class TokenSampler {
  readonly #topK: number;
  readonly #topP: number;
  /** What each bucket holds: a number of candidates, or their weight. */
  readonly #held = new Float64Array(bucketCount);
  /** Logits of one bucket. */
  readonly #values: Float32Array;
  /** Logits that top-k leaves. */
  readonly #kept: Float32Array;

  constructor(codebookSize: number, sampling: Pick<Sampling, 'topK' | 'topP'>) {
    this.#topK = sampling.topK <= 0 ? codebookSize : Math.min(sampling.topK, codebookSize);
    this.#topP = sampling.topP;
    this.#values = new Float32Array(codebookSize);
    this.#kept = new Float32Array(codebookSize);
  }

  /** Draws the token of one cell from its `codebookSize` logits. */
  draw(logits: Float32Array, noise: NoiseSource, scale: number, cell: number): number {
    if (this.#topK === 1) return greedyToken(logits);
    const threshold = this.threshold(logits);
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let candidate = 0; candidate < logits.length; candidate++) {
      const logit = logits[candidate] ?? Number.NEGATIVE_INFINITY;
      if (logit < threshold) continue;
      const score = logit + noise.gumbel(scale, cell, candidate);
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    // Only logits that are not numbers leave nothing to draw from.
    if (best < 0) throw new RangeError('the model gave logits that are not numbers');
    return best;
  }

  /** The smallest logit that may be drawn: every candidate with at least this logit is kept, equals included. */
  threshold(logits: Float32Array): number {
    let smallest = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? Number.NaN;
      if (logit < smallest) smallest = logit;
      if (logit > largest) largest = logit;
    }
    if (!(smallest < largest)) return smallest;
    const byRank =
      this.#topK < logits.length ? this.#kthLargest(logits, this.#topK, smallest, largest) : smallest;
    return this.#topP < 1 ? this.#nucleusThreshold(this.#atLeast(logits, byRank), byRank, largest) : byRank;
  }

  #atLeast(logits: Float32Array, smallest: number): Float32Array {
    let count = 0;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? 0;
      if (logit >= smallest) this.#kept[count++] = logit;
    }
    return this.#kept.subarray(0, count);
  }

  #kthLargest(logits: Float32Array, k: number, smallest: number, largest: number): number {
    const held = this.#held.fill(0);
    const scale = (bucketCount - 1) / (largest - smallest);
    for (let index = 0; index < logits.length; index++) {
      const bucket = Math.floor(((logits[index] ?? 0) - smallest) * scale);
      held[bucket] = (held[bucket] ?? 0) + 1;
    }
    let bucket = bucketCount - 1;
    let above = 0;
    for (; bucket > 0 && above + (held[bucket] ?? 0) < k; bucket--) above += held[bucket] ?? 0;
    const ascending = this.#sortedBucket(logits, bucket, smallest, scale);
    return ascending[ascending.length - (k - above)] ?? smallest;
  }

  /**
   * Candidates are removed from the least likely upwards while the removed probability stays at most 1 - topP; the
   * likeliest is never removed.
   */
  #nucleusThreshold(logits: Float32Array, smallest: number, largest: number): number {
    if (smallest === largest) return largest;
    const held = this.#held.fill(0);
    const scale = (bucketCount - 1) / (largest - smallest);
    let total = 0;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? 0;
      const weight = Math.exp(logit - largest);
      const bucket = Math.floor((logit - smallest) * scale);
      held[bucket] = (held[bucket] ?? 0) + weight;
      total += weight;
    }
    const removable = (1 - this.#topP) * total;
    let removed = 0;
    let bucket = 0;
    for (; bucket < bucketCount - 1 && removed + (held[bucket] ?? 0) <= removable; bucket++)
      removed += held[bucket] ?? 0;
    for (const logit of this.#sortedBucket(logits, bucket, smallest, scale)) {
      removed += Math.exp(logit - largest);
      if (removed > removable) return logit;
    }
    // The sums differ in their last digits: the bucket was just light enough to go as a whole.
    return this.#nextAbove(logits, bucket, smallest, scale, largest);
  }

  /** The logits that fall into a bucket, ascending. */
  #sortedBucket(logits: Float32Array, bucket: number, smallest: number, scale: number): Float32Array {
    let count = 0;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? 0;
      if (Math.floor((logit - smallest) * scale) === bucket) this.#values[count++] = logit;
    }
    return this.#values.subarray(0, count).sort();
  }

  /** The smallest logit in the buckets above one. */
  #nextAbove(logits: Float32Array, bucket: number, smallest: number, scale: number, largest: number): number {
    let next = largest;
    for (const logit of logits)
      if (logit < next && Math.floor((logit - smallest) * scale) > bucket) next = logit;
    return next;
  }
}
