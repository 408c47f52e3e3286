import { branchLabels } from './branches.ts';
import { type ScaleWork, scaleCosts, workCost } from './cost.ts';
import { checkForced, type ForcedScale, sampledCells } from './forced-scale.ts';
import { isGreedy } from './greedy-rule.ts';
import { cellCount, type Grid, tokenCount } from './grid.ts';
import { guidanceStrength } from './guidance.ts';
import { cacheBytes, type PassSize } from './memory.ts';
import type { PictureRows, ScaleInput, Transformer } from './model.ts';
import { nextCodes } from './next-codes.ts';
import { NoiseSource } from './noise.ts';
import type { Recipe } from './recipe.ts';
import { greedyToken, TokenSampler } from './sampling.ts';

/** What a picture starts from. */
export interface PictureStart {
  readonly recipe: Recipe;
  /** Tokens of the scales finished earlier, coarse to fine. */
  readonly finished?: readonly Uint16Array[];
  /** Forced tokens by scale; `null`: the whole scale is sampled. */
  readonly forced?: readonly (ForcedScale | null)[];
}

/**
 * A picture in progress: its recipe, its tokens so far and, while it is computed, its KV cache. The tokens are all of
 * its state: the cache can be given up at any time and is rebuilt by one pass.
 */
export class Picture {
  readonly #transformer: Transformer;
  readonly #recipe: Recipe;
  readonly #forced: readonly (ForcedScale | null)[];
  readonly #noise: NoiseSource;
  readonly #sampler: TokenSampler;
  readonly #tokens: Uint16Array[];
  /** Cells of each scale, of those before it, and those to be sampled. */
  readonly #sizes: readonly { readonly cells: number; readonly before: number; readonly sampled: number }[];
  /** The last scale that is not wholly forced; later ones do not pass through the blocks. */
  readonly #lastSampled: number;
  /** Cost of each scale, in the units of `scaleCosts`, without interruptions. */
  readonly costs: readonly number[];
  /** The class of each row. */
  readonly labels: readonly number[];
  /** Null while the picture has no KV cache. */
  rows: PictureRows | null = null;

  /** @throws RangeError if a finished or forced scale does not fit the schedule. */
  constructor(transformer: Transformer, { recipe, finished = [], forced = [] }: PictureStart) {
    const { schedule, seed, imageIndex, sampling } = recipe;
    const { codebookSize, classCount } = transformer.architecture;
    checkForced(forced, schedule, codebookSize);
    for (const [index, tokens] of finished.entries()) {
      const grid = schedule[index];
      if (grid === undefined || tokens.length !== cellCount(grid))
        throw new RangeError(`finished scale ${index} does not fit the schedule`);
    }
    this.#transformer = transformer;
    this.#recipe = recipe;
    this.#forced = forced;
    this.#noise = new NoiseSource(seed, imageIndex);
    this.#sampler = new TokenSampler(codebookSize, sampling);
    this.#tokens = [...finished];
    this.#sizes = schedule.map((grid, index) => ({
      cells: cellCount(grid),
      before: tokenCount(schedule.slice(0, index)),
      sampled: sampledCells(forced[index] ?? null, grid).length,
    }));
    this.#lastSampled = this.#sizes.findLastIndex(({ sampled }) => sampled > 0);
    this.labels = branchLabels(recipe, classCount);
    const branches = this.labels.length === 1 ? 1 : 2;
    this.costs = scaleCosts(transformer.architecture, schedule, branches, forced);
  }

  /** Index of the next scale. */
  get scale(): number {
    return this.#tokens.length;
  }

  get isFinished(): boolean {
    return this.scale === this.#recipe.schedule.length;
  }

  /** Whether the next scale is wholly forced, so that it needs no pass. */
  get isForced(): boolean {
    return this.#sizes[this.scale]?.sampled === 0;
  }

  /** The grid of the next scale. */
  get grid(): Grid {
    return this.#gridOf(this.scale);
  }

  /** Cells of the next scale to be sampled. */
  get cells(): readonly number[] {
    return sampledCells(this.#forced[this.scale] ?? null, this.grid);
  }

  /** Whether later scales attend to the next one. */
  get isAttended(): boolean {
    return this.scale < this.#lastSampled;
  }

  /** Guidance strength at the next scale; null if the picture has a single row. */
  get strength(): number | null {
    const { guidance, schedule } = this.#recipe;
    if (this.labels.length === 1) return null;
    return guidanceStrength(guidance, this.scale, schedule.length, this.grid);
  }

  /** Cells that later scales attend to. */
  get capacity(): number {
    return this.#cellsBefore(this.#lastSampled);
  }

  /** Cells of one row that the next pass has to compute: those of the next scale, and known ones not in the cache. */
  get pass(): PassSize {
    const attended = this.#cellsBefore(this.scale + 1);
    return { cells: attended - (this.rows?.cached ?? 0), attended };
  }

  /** Pictures with equal shapes can share a run of the blocks: equally many cells in each scale and in the cache. */
  get shape(): string {
    const cached = this.rows?.cached ?? 0;
    return `${cached} ${this.#computed.map(cellCount).join()} ${this.isAttended}`;
  }

  /** Bytes of its KV cache now. */
  get bytes(): number {
    return this.#bytesOf(this.rows?.cached ?? 0);
  }

  /** Bytes allocated for its KV cache, of which only the filled part takes memory. */
  get reservedBytes(): number {
    return this.rows === null ? 0 : this.#bytesOf(this.capacity);
  }

  /** Bytes of its KV cache after the next pass. */
  get bytesAfter(): number {
    return this.#bytesOf(this.#cellsBefore(this.isAttended ? this.scale + 1 : this.scale));
  }

  /** The work of the next pass. */
  get work(): ScaleWork {
    const { cells, attended } = this.pass;
    const rows = this.labels.length;
    // Known cells attend to fewer; a small part of the work.
    return {
      tokens: rows * cells,
      attended: rows * cells * attended,
      sampled: this.#sizes[this.scale]?.sampled ?? 0,
    };
  }

  /** Cost of the next pass alone, in the units of `scaleCosts`. */
  get cost(): number {
    return workCost(this.#transformer.architecture, this.work);
  }

  /**
   * Inputs of the next pass: the known scales that are not in the cache, then the next scale. Attention within a pass is
   * the same as scale by scale, so every token is the one it would have been without an interruption.
   */
  inputs(): ScaleInput[] {
    const first = this.scale + 1 - this.#computed.length;
    return this.#computed.map((grid, offset) => {
      const index = first + offset;
      const before = this.#tokens[index - 1];
      return {
        codes:
          before === undefined ? null : nextCodes(before, this.#gridOf(index - 1), grid, this.#transformer),
        positions: this.#transformer.positions.at(grid),
      };
    });
  }

  /** The token of a cell of the next scale. @param logits guided. */
  draw(logits: Float32Array, cell: number): number {
    const { sampling } = this.#recipe;
    const greedy = sampling.greedyRule && isGreedy(this.#transformer.greedyRule, this.grid);
    return greedy ? greedyToken(logits) : this.#sampler.draw(logits, this.#noise, this.scale, cell);
  }

  /** The next scale before its cells are sampled: its forced tokens. */
  blank(): Uint16Array {
    return this.#forced[this.scale]?.tokens.slice() ?? new Uint16Array(cellCount(this.grid));
  }

  /** Finishes the next scale. */
  finish(tokens: Uint16Array): void {
    this.#tokens.push(tokens);
    if (this.scale > this.#lastSampled) this.rows = null;
  }

  /** The grids of the next pass. */
  get #computed(): readonly Grid[] {
    const { schedule } = this.#recipe;
    const cached = this.rows?.cached ?? 0;
    const first = this.#sizes.findIndex(({ before }) => before === cached);
    return schedule.slice(first, this.scale + 1);
  }

  #bytesOf(cells: number): number {
    const { architecture, stretches } = this.#transformer;
    return this.labels.length * cacheBytes({ ...architecture, stretches }, cells);
  }

  #cellsBefore(scale: number): number {
    if (scale <= 0) return 0;
    const { before = 0, cells = 0 } = this.#sizes[scale] ?? this.#sizes.at(-1) ?? {};
    return scale < this.#sizes.length ? before : before + cells;
  }

  #gridOf(scale: number): Grid {
    const grid = this.#recipe.schedule[scale];
    if (grid === undefined) throw new RangeError(`the schedule has no scale ${scale}`);
    return grid;
  }
}
