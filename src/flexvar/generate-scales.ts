import { Branches } from './branches.ts';
import { workCost } from './cost.ts';
import { checkForced, type ForcedScale, forcing, sampledCells } from './forced-scale.ts';
import { isGreedy } from './greedy-rule.ts';
import { cellCount, type Grid, tokenCount } from './grid.ts';
import { guidanceStrength, isGuided } from './guidance.ts';
import { guidedChunks } from './guided-chunks.ts';
import type { ScaleInput, Transformer, TransformerBatch } from './model.ts';
import { nextCodes, type TokensOfPictures } from './next-codes.ts';
import { NoiseSource } from './noise.ts';
import { Parts } from './parts.ts';
import type { Recipe } from './recipe.ts';
import { greedyToken, TokenSampler } from './sampling.ts';

/**
 * Maximum cells per pass, unless a single scale is larger: at this size, reading the weights is cheap compared with
 * computing.
 */
const passCells = 1024;

/** A finished scale: the tokens of each picture, row-major; `null` for dropped pictures and other parts. */
export interface ScaleTokens {
  readonly index: number;
  readonly grid: Grid;
  readonly tokens: TokensOfPictures;
}

export interface GenerateOptions {
  /**
   * Scales finished earlier, coarse to fine, then by picture; `null`: not finished for that picture. They are not
   * yielded again.
   */
  readonly finished?: readonly TokensOfPictures[];
  /** Forced tokens by scale; `null`: the whole scale is sampled. Shared by all pictures. */
  readonly forced?: readonly (ForcedScale | null)[];
  /** Called for each picture before each scale; unwanted pictures are dropped. */
  readonly wanted?: (picture: number) => boolean;
  /** Aborts before the next scale: the iterator throws the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Memory for concurrently computed pictures beyond the weights, in bytes; a single picture may exceed it. @default no
   * limit
   */
  readonly memoryBytes?: number;
  /** Called before each scale with its pictures and its cost according to `scaleCosts`. */
  readonly onScale?: (pictures: readonly number[], cost: number) => void;
  /** Called with the guided logits of every sampled cell; the array is reused afterwards. */
  readonly inspect?: (scale: number, picture: number, cell: number, logits: Float32Array) => void;
  /** May change the tokens of a sampled scale in place before they are yielded and fed to the next scale. */
  readonly revise?: (scale: number, picture: number, tokens: Uint16Array) => void;
}

/**
 * Generates pictures scale by scale (section 3.3 of arXiv 2502.20313): each grid is predicted in one pass that attends
 * to all coarser ones and receives the tokens of the previous one resized to its own shape.
 *
 * A picture's tokens depend only on its recipe and forced tokens, not on its batch. Pictures that do not fit into
 * memory together are therefore computed in parts (`Parts`), and a scale is then yielded once per part. Pictures with
 * fewer finished scales come first.
 *
 * Known scales, wholly forced or finished earlier, need neither head nor sampling, and share the pass of the next
 * sampled scale. Attention within a pass is the same as scale by scale, so the KV cache is bit for bit identical, and
 * every token after a restart or a forced prefix is the one it would have been. Known scales without a later sampled
 * one are not run.
 * @param recipes one per picture; they share schedule, guidance and sampling.
 * @throws RangeError if there is no recipe, or a finished or forced scale does not fit the schedule.
 */
export async function* generateScales(
  transformer: Transformer,
  recipes: readonly Recipe[],
  options: GenerateOptions = {},
): AsyncGenerator<ScaleTokens, void> {
  const [first] = recipes;
  if (first === undefined) throw new RangeError('a batch needs at least one recipe');
  const { finished = [], forced = [], wanted = () => true } = options;
  const counts = finishedCounts(finished, first.schedule, recipes.length);
  checkForced(forced, first.schedule, transformer.architecture.codebookSize);
  options.signal?.throwIfAborted();
  const batch = new PictureBatch(transformer, recipes, options);
  const pictures = recipes.keys().filter(wanted).toArray();
  const waiting = Map.groupBy(pictures, picture => counts[picture] ?? 0)
    .entries()
    .toArray()
    .sort(([before], [after]) => before - after)
    .map(([from, part]): Part => ({ pictures: part, from }));
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift())
    yield* batch.scales(part, waiting);
}

/** Pictures computed together. */
interface Part {
  readonly pictures: readonly number[];
  /** Their first unfinished scale. */
  readonly from: number;
}

/** State shared by the parts of a batch. */
class PictureBatch {
  readonly #transformer: Transformer;
  readonly #recipes: readonly Recipe[];
  readonly #recipe: Recipe;
  readonly #options: GenerateOptions;
  readonly #noise: readonly NoiseSource[];
  readonly #sampler: TokenSampler;
  /** Tokens so far, by scale and picture. */
  readonly #known: (Uint16Array | null)[][];
  readonly #lastSampled: number;

  constructor(transformer: Transformer, recipes: readonly Recipe[], options: GenerateOptions) {
    const [recipe] = recipes;
    if (recipe === undefined) throw new RangeError('a batch needs at least one recipe');
    const { finished = [], forced = [] } = options;
    this.#transformer = transformer;
    this.#recipes = recipes;
    this.#recipe = recipe;
    this.#options = options;
    this.#noise = recipes.map(({ seed, imageIndex }) => new NoiseSource(seed, imageIndex));
    this.#sampler = new TokenSampler(transformer.architecture.codebookSize, recipe.sampling);
    this.#known = recipe.schedule.map((_, index) =>
      recipes.map((_, picture) => finished[index]?.[picture] ?? null),
    );
    this.#lastSampled = recipe.schedule.findLastIndex((_, index) => forcing(forced[index]) !== 'wholly');
  }

  /** @param waiting later parts; some pictures of this part may be moved to the front. */
  async *scales(part: Part, waiting: Part[]): AsyncGenerator<ScaleTokens, void> {
    const { schedule, guidance } = this.#recipe;
    const { forced = [], wanted = () => true, signal } = this.#options;
    const { architecture, stretches } = this.#transformer;
    const branches = new Branches(
      this.#recipes,
      part.pictures,
      isGuided(guidance, schedule),
      architecture.classCount,
    );
    const parts = new Parts(
      { ...architecture, stretches },
      schedule.slice(0, this.#lastSampled + 1),
      Math.ceil(branches.labels.length / Math.max(1, part.pictures.length)),
      this.#options.memoryBytes ?? Number.POSITIVE_INFINITY,
    );
    /** Cells that will be attended to before the pictures no longer fit together. */
    const capacity = () =>
      tokenCount(schedule.slice(0, Math.min(this.#lastSampled, parts.end(branches.pictures.length))));
    let batch: TransformerBatch | null = null;
    /** The first scale that has not been through the blocks. */
    let pending = 0;

    for (const [index, grid] of schedule.entries()) {
      if (index < part.from) continue;
      signal?.throwIfAborted();
      const kept = branches.drop(wanted);
      if (kept?.length === 0) return;
      if (kept !== null) batch?.keepRows(kept);

      const given = forced[index] ?? null;
      const isSampled = forcing(given) !== 'wholly';
      if (isSampled && index >= parts.end(branches.pictures.length)) {
        const others = laterParts(branches, parts.toTheEnd, index);
        waiting.unshift(...others);
        const left = branches.drop(picture => others.every(({ pictures }) => !pictures.includes(picture)));
        if (left !== null) batch?.keepRows(left, capacity());
      }
      const scale = this.#known[index];
      if (scale === undefined) throw new Error(`the schedule has no scale ${index}`);
      for (const { picture } of branches.pictures)
        scale[picture] = given?.tokens.slice() ?? new Uint16Array(cellCount(grid));
      if (isSampled) {
        batch ??= await this.#transformer.start(branches.labels, capacity());
        await this.#sample(batch, branches, pending, index, sampledCells(given, grid));
        pending = index + 1;
        for (const { picture } of branches.pictures) {
          const tokens = scale[picture];
          if (tokens) this.#options.revise?.(index, picture, tokens);
        }
      }
      yield { index, grid, tokens: tokensOf(scale, branches) };
    }
  }

  /** Computes one scale, together with the known ones from `pending` on, and fills in the tokens of these cells. */
  async #sample(
    batch: TransformerBatch,
    branches: Branches,
    pending: number,
    index: number,
    cells: readonly number[],
  ): Promise<void> {
    const transformer = this.#transformer;
    const { architecture } = transformer;
    const { schedule, guidance, sampling } = this.#recipe;
    const grid = schedule[index];
    if (grid === undefined) throw new Error(`the schedule has no scale ${index}`);
    this.#announce(branches, pending, index, cells.length);
    const inputs = schedule
      .slice(pending, index + 1)
      .map((_, offset) => scaleInput(transformer, schedule, pending + offset, this.#known, branches));
    const hidden = await forwardInPasses(batch, inputs, index < this.#lastSampled, architecture.width);

    const strength = guidanceStrength(guidance, index, schedule.length, grid);
    const greedy = sampling.greedyRule && isGreedy(transformer.greedyRule, grid);
    for (const chunk of guidedChunks(hidden, cells, branches, strength, architecture.width)) {
      const logits = await transformer.logits(chunk.hidden);
      for (const [row, { picture, cell }] of chunk.places.entries()) {
        const start = row * architecture.codebookSize;
        const cellLogits = logits.subarray(start, start + architecture.codebookSize);
        this.#options.inspect?.(index, picture, cell, cellLogits);
        const source = this.#noise[picture];
        const tokens = this.#known[index]?.[picture];
        if (source === undefined || !tokens) throw new Error(`picture ${picture} is not in the batch`);
        tokens[cell] = greedy ? greedyToken(cellLogits) : this.#sampler.draw(cellLogits, source, index, cell);
      }
    }
  }

  #announce(branches: Branches, pending: number, index: number, sampled: number): void {
    const { schedule } = this.#recipe;
    const rows = branches.labels.length;
    const work = { tokens: 0, attended: 0, sampled: sampled * branches.pictures.length };
    let end = tokenCount(schedule.slice(0, pending));
    for (const grid of schedule.slice(pending, index + 1)) {
      end += cellCount(grid);
      work.tokens += rows * cellCount(grid);
      work.attended += rows * cellCount(grid) * end;
    }
    this.#options.onScale?.(
      branches.pictures.map(({ picture }) => picture),
      workCost(this.#transformer.architecture, work),
    );
  }
}

/** All pictures after the first ones, in parts of the given size. */
function laterParts(branches: Branches, size: number, from: number): Part[] {
  const pictures = branches.pictures.map(({ picture }) => picture);
  const parts: Part[] = [];
  for (let start = size; start < pictures.length; start += size)
    parts.push({ pictures: pictures.slice(start, start + size), from });
  return parts;
}

/** The tokens of a part's pictures. */
function tokensOf(scale: TokensOfPictures, branches: Branches): (Uint16Array | null)[] {
  const pictures = new Set(branches.pictures.map(({ picture }) => picture));
  return scale.map((tokens, picture) => (pictures.has(picture) ? tokens : null));
}

/** Number of finished scales per picture. */
function finishedCounts(
  finished: readonly TokensOfPictures[],
  schedule: readonly Grid[],
  pictures: number,
): number[] {
  const counts = new Array<number>(pictures).fill(0);
  for (const [index, scale] of finished.entries()) {
    const grid = schedule[index];
    const cells = grid === undefined ? -1 : cellCount(grid);
    if (scale.length !== pictures || scale.some(tokens => tokens !== null && tokens.length !== cells))
      throw new RangeError(`finished scale ${index} does not fit the schedule or the number of pictures`);
    for (const [picture, tokens] of scale.entries()) {
      if (tokens === null) continue;
      if (counts[picture] !== index)
        throw new RangeError(`picture ${picture} has finished scale ${index} but not all scales before it`);
      counts[picture] = index + 1;
    }
  }
  return counts;
}

/** Input of the blocks at a scale with a known predecessor. */
function scaleInput(
  transformer: Transformer,
  schedule: readonly Grid[],
  index: number,
  known: readonly TokensOfPictures[],
  { pictureOfRow }: Branches,
): ScaleInput {
  const [from, to] = [schedule[index - 1], schedule[index]];
  const before = known[index - 1];
  if (to === undefined) throw new Error(`the schedule has no scale ${index}`);
  return {
    codes: from && before ? nextCodes(before, from, to, pictureOfRow, transformer) : null,
    positions: transformer.positions.at(to),
  };
}

/**
 * Runs scales through the blocks in as few passes as `passCells` allows. @returns the hidden states of the last scale.
 */
async function forwardInPasses(
  batch: TransformerBatch,
  scales: readonly ScaleInput[],
  keep: boolean,
  width: number,
): Promise<Float32Array> {
  let pass: ScaleInput[] = [];
  let cells = 0;
  for (const scale of scales) {
    const more = scale.positions.length / width;
    if (pass.length > 0 && cells + more > passCells) {
      await batch.forward(pass, true);
      pass = [];
      cells = 0;
    }
    pass.push(scale);
    cells += more;
  }
  return batch.forward(pass, keep);
}
