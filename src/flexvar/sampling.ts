import type { NoiseSource } from './noise.ts';
import type { Sampling } from './recipe.ts';

/** Index of the largest logit; the first among equals. */
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

/** Number of buckets for candidates, by logit; only one bucket is ever sorted further. */
const bucketCount = 1024;

/**
 * Samples tokens from logits: top-k, then top-p on the rest, then one draw. Reuses its scratch memory between cells.
 */
export class TokenSampler {
  readonly #topK: number;
  readonly #topP: number;
  /** Content of each bucket: the number of candidates, or their weight. */
  readonly #held = new Float64Array(bucketCount);
  /** Logits of one bucket. */
  readonly #bucket: Float32Array;
  /** The candidates after top-k: indices, logits, and weights exp(logit - largest). */
  readonly #candidates: Uint16Array;
  readonly #logits: Float32Array;
  readonly #weights: Float64Array;
  #count = 0;

  constructor(codebookSize: number, sampling: Pick<Sampling, 'topK' | 'topP'>) {
    this.#topK = sampling.topK <= 0 ? codebookSize : Math.min(sampling.topK, codebookSize);
    this.#topP = sampling.topP;
    this.#bucket = new Float32Array(codebookSize);
    this.#candidates = new Uint16Array(codebookSize);
    this.#logits = new Float32Array(codebookSize);
    this.#weights = new Float64Array(codebookSize);
  }

  /**
   * Samples the token of one cell from its `codebookSize` logits, using the Gumbel-max trick in exponential form: with
   * E = -log u, the largest weight / E is the largest logit plus Gumbel noise -log E.
   * @throws RangeError if the logits are not numbers.
   */
  draw(logits: Float32Array, noise: NoiseSource, scale: number, cell: number): number {
    if (this.#topK === 1) return greedyToken(logits);
    const threshold = this.threshold(logits);
    let best = -1;
    let bestRatio = 0;
    for (let index = 0; index < this.#count; index++) {
      if ((this.#logits[index] ?? 0) < threshold) continue;
      const candidate = this.#candidates[index] ?? 0;
      const weight = this.#weights[index] ?? 0;
      const u = noise.uniform(scale, cell, candidate);
      // -log u is at least 1 - u, so most candidates are ruled out without a logarithm.
      if (weight <= bestRatio * (1 - u)) continue;
      const ratio = weight / -Math.log(u);
      if (ratio > bestRatio) {
        bestRatio = ratio;
        best = candidate;
      }
    }
    if (best < 0) throw new RangeError('the model produced logits that are not numbers');
    return best;
  }

  /** The smallest logit kept: every candidate with at least this logit is kept, including ties. */
  threshold(logits: Float32Array): number {
    let smallest = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? Number.NaN;
      if (logit < smallest) smallest = logit;
      if (logit > largest) largest = logit;
    }
    const byRank =
      this.#topK < logits.length && smallest < largest
        ? this.#kthLargest(logits, this.#topK, smallest, largest)
        : smallest;
    this.#collect(logits, byRank, largest);
    return this.#topP < 1 && byRank < largest ? this.#nucleusThreshold(byRank, largest) : byRank;
  }

  /** Fills the candidates with at least this logit. */
  #collect(logits: Float32Array, atLeast: number, largest: number): void {
    let count = 0;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? 0;
      if (!(logit >= atLeast)) continue;
      this.#candidates[count] = index;
      this.#logits[count] = logit;
      this.#weights[count] = Math.exp(logit - largest);
      count++;
    }
    this.#count = count;
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
   * Candidates are removed from the least likely upwards while the removed probability is at most 1 - topP; the
   * likeliest is never removed.
   */
  #nucleusThreshold(smallest: number, largest: number): number {
    const logits = this.#logits.subarray(0, this.#count);
    const held = this.#held.fill(0);
    const scale = (bucketCount - 1) / (largest - smallest);
    let total = 0;
    for (let index = 0; index < logits.length; index++) {
      const bucket = Math.floor(((logits[index] ?? 0) - smallest) * scale);
      const weight = this.#weights[index] ?? 0;
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
    // The two sums differ in rounding, so the whole bucket may be removed; then the next candidate is kept.
    let next = largest;
    for (const logit of logits)
      if (logit < next && Math.floor((logit - smallest) * scale) > bucket) next = logit;
    return next;
  }

  /** The logits of a bucket, ascending. */
  #sortedBucket(logits: Float32Array, bucket: number, smallest: number, scale: number): Float32Array {
    let count = 0;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index] ?? 0;
      if (Math.floor((logit - smallest) * scale) === bucket) this.#bucket[count++] = logit;
    }
    return this.#bucket.subarray(0, count).sort();
  }
}
