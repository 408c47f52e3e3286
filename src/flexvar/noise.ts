import { philox4x32 } from './philox.ts';

/**
 * The noise of one picture. A value depends only on its address (seed, picture, scale, cell, candidate), so the same
 * recipe gives the same tokens in any batch, after a restart, and whichever candidates are examined.
 */
export class NoiseSource {
  readonly #seedLow: number;
  readonly #seedHigh: number;
  readonly #imageIndex: number;
  readonly #words = new Uint32Array(4);
  /** Address of the block in `#words`; neighbouring candidates share a block. */
  #scale = -1;
  #cell = -1;
  #block = -1;

  /**
   * @param seed 0 .. 2^53 - 1.
   * @param imageIndex index in the series of the seed, 0 .. 2^31 - 1.
   */
  constructor(seed: number, imageIndex: number) {
    this.#seedLow = seed >>> 0;
    this.#seedHigh = Math.floor(seed / 0x1_0000_0000);
    this.#imageIndex = imageIndex;
  }

  /** A uniformly distributed number between 0 and 1, exclusive. */
  uniform(scale: number, cell: number, candidate: number): number {
    const block = candidate >>> 2;
    if (block !== this.#block || cell !== this.#cell || scale !== this.#scale) {
      philox4x32(this.#words, block, cell, scale, this.#imageIndex, this.#seedLow, this.#seedHigh);
      this.#scale = scale;
      this.#cell = cell;
      this.#block = block;
    }
    // Half a step away from the ends, so that its logarithm is finite and non-zero.
    return ((this.#words[candidate & 3] ?? 0) + 0.5) / 0x1_0000_0000;
  }
}
