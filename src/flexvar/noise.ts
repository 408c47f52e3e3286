import { philox4x32 } from './philox.ts';

/**
 * The noise of one picture. A value depends on its address only, (seed, picture, scale, cell, candidate): the same
 * recipe gives the same tokens in any batch, after a restart, and whichever candidates are looked at.
 */
export class NoiseSource {
  readonly #seedLow: number;
  readonly #seedHigh: number;
  readonly #imageIndex: number;
  readonly #words = new Uint32Array(4);
  /** Address of the block in `#words`; neighbouring candidates share one. */
  #scale = -1;
  #cell = -1;
  #block = -1;

  /**
   * @param seed 0 .. 2^53 - 1.
   * @param imageIndex which picture of the seed's series, 0 .. 2^31 - 1.
   */
  constructor(seed: number, imageIndex: number) {
    this.#seedLow = seed >>> 0;
    this.#seedHigh = Math.floor(seed / 0x1_0000_0000);
    this.#imageIndex = imageIndex;
  }

  /** A number above 0 and below 1, evenly distributed. */
  uniform(scale: number, cell: number, candidate: number): number {
    const block = candidate >>> 2;
    if (block !== this.#block || cell !== this.#cell || scale !== this.#scale) {
      philox4x32(this.#words, block, cell, scale, this.#imageIndex, this.#seedLow, this.#seedHigh);
      this.#scale = scale;
      this.#cell = cell;
      this.#block = block;
    }
    // Half a step off the ends, so that its logarithm is finite and not zero.
    return ((this.#words[candidate & 3] ?? 0) + 0.5) / 0x1_0000_0000;
  }
}
