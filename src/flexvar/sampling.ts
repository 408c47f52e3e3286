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

/**
 * Draws tokens from logits: top-k, then top-p on what is left, then one draw by the Gumbel-max rule. Keeps its
 * scratch memory between cells.
 */
export class TokenSampler {
  readonly #topK: number;
  readonly #topP: number;
  /** Kept logits, ascending where order matters. */
  readonly #values: Float32Array;
  readonly #scratch: Float32Array;

  constructor(codebookSize: number, sampling: Pick<Sampling, 'topK' | 'topP'>) {
    this.#topK = sampling.topK <= 0 ? codebookSize : Math.min(sampling.topK, codebookSize);
    this.#topP = sampling.topP;
    this.#values = new Float32Array(codebookSize);
    this.#scratch = new Float32Array(codebookSize);
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
    const byRank =
      this.#topK < logits.length ? this.#kthLargest(logits, this.#topK) : Number.NEGATIVE_INFINITY;
    return this.#topP < 1 ? this.#nucleusThreshold(logits, byRank) : byRank;
  }

  /** Quickselect (Hoare's partition) on a copy. */
  #kthLargest(logits: Float32Array, k: number): number {
    const values = this.#scratch;
    values.set(logits);
    const target = logits.length - k;
    let low = 0;
    let high = logits.length - 1;
    while (low < high) {
      const pivot = values[(low + high) >> 1] ?? 0;
      let left = low;
      let right = high;
      while (left <= right) {
        while ((values[left] ?? 0) < pivot) left++;
        while ((values[right] ?? 0) > pivot) right--;
        if (left <= right) {
          const swapped = values[left] ?? 0;
          values[left] = values[right] ?? 0;
          values[right] = swapped;
          left++;
          right--;
        }
      }
      if (target <= right) high = right;
      else if (target >= left) low = left;
      else break;
    }
    return values[target] ?? Number.NEGATIVE_INFINITY;
  }

  /**
   * Candidates are removed from the least likely upwards while the removed probability stays at most 1 - topP; the
   * likeliest is never removed.
   */
  #nucleusThreshold(logits: Float32Array, atLeast: number): number {
    let count = 0;
    let largest = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? Number.NEGATIVE_INFINITY;
      if (logit < atLeast) continue;
      this.#values[count++] = logit;
      if (logit > largest) largest = logit;
    }
    let total = 0;
    for (let index = 0; index < count; index++) total += Math.exp((this.#values[index] ?? 0) - largest);
    const removable = (1 - this.#topP) * total;

    // Sorting is the costly part, and most candidates are negligible: those below `floor` weigh less than `removable`
    // even if all of them were just below it, so they go without being ordered.
    const floor = largest + Math.log(removable / count);
    let removed = 0;
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const logit = this.#values[index] ?? 0;
      if (logit < floor) removed += Math.exp(logit - largest);
      else this.#values[kept++] = logit;
    }
    const ascending = this.#values.subarray(0, kept).sort();
    for (let index = 0; index < kept - 1; index++) {
      const logit = ascending[index] ?? 0;
      removed += Math.exp(logit - largest);
      if (removed > removable) return logit;
    }
    return largest;
  }
}
