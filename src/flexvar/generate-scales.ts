import { Branches } from './branches.ts';
import { checkForced, type ForcedScale, forcing, sampledCells } from './forced-scale.ts';
import { isGreedy } from './greedy-rule.ts';
import { cellCount, type Grid, tokenCount } from './grid.ts';
import { guidanceStrength, isGuided } from './guidance.ts';
import type { ScaleInput, Transformer, TransformerBatch } from './model.ts';
import { nextCodes, type TokensOfPictures } from './next-codes.ts';
import { NoiseSource } from './noise.ts';
import type { Recipe } from './recipe.ts';
import { greedyToken, TokenSampler } from './sampling.ts';

/** Rows that go through the head at once: bounds the memory of logits, whatever the grid and the batch. */
const headRows = 256;
/** Cells that go through the blocks at once, a larger scale excepted: by then reading the weights is cheap beside computing. */
const passCells = 1024;

/** A scale just finished: the tokens of each picture, row-major; `null` for pictures dropped on the way. */
export interface ScaleTokens {
  readonly index: number;
  readonly grid: Grid;
  readonly tokens: TokensOfPictures;
}

export interface GenerateOptions {
  /** Scales finished earlier, coarse to fine, one token array a picture. They are not yielded again. */
  readonly finished?: readonly (readonly Uint16Array[])[];
  /** What each scale takes from elsewhere, index = scale; `null`: all of it is sampled. Shared by all pictures. */
  readonly forced?: readonly (ForcedScale | null)[];
  /** Asked for each picture before each scale; a picture no longer wanted is dropped. */
  readonly wanted?: (picture: number) => boolean;
  /** Aborts before the next scale: the iterator throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Shown the guided logits of every cell that is sampled; the array is reused afterwards. */
  readonly inspect?: (scale: number, picture: number, cell: number, logits: Float32Array) => void;
  /** May change the tokens of a sampled scale in place before they are yielded and fed to the next scale. */
  readonly revise?: (scale: number, picture: number, tokens: Uint16Array) => void;
}

/**
 * Generates pictures scale by scale (section 3.3 of arXiv 2502.20313): each grid is predicted in one pass that
 * attends to all coarser ones, whose tokens it is given resized to its own shape.
 *
 * A picture's tokens depend on its recipe and what is forced only, not on the batch it is in.
 *
 * Scales that are known, because they are wholly forced or were finished earlier, need neither head nor sampling, and
 * wait for the next one that is sampled: it goes through the blocks in one pass with them. Attention within a pass
 * is that of scale after scale, so that the KV cache holds bit for bit what it held before, and every token after
 * a restart or a forced prefix is the one it would have been. Known scales that no sampled one follows are not run.
 * @param recipes one a picture; they share schedule, guidance and sampling.
 * @throws RangeError when there is no recipe, or a finished or forced scale does not fit the schedule.
 */
export async function* generateScales(
  transformer: Transformer,
  recipes: readonly Recipe[],
  options: GenerateOptions = {},
): AsyncGenerator<ScaleTokens, void> {
  const [first] = recipes;
  if (first === undefined) throw new RangeError('a batch needs at least one recipe');
  const { schedule, guidance, sampling } = first;
  const { finished = [], forced = [], wanted = () => true, signal } = options;
  const { architecture } = transformer;
  checkFinished(finished, schedule, recipes.length);
  checkForced(forced, schedule, architecture.codebookSize);

  signal?.throwIfAborted();
  const pictures = recipes.map((_, picture) => picture).filter(wanted);
  if (pictures.length === 0 || finished.length === schedule.length) return;
  const branches = new Branches(recipes, pictures, isGuided(guidance, schedule), architecture.classCount);
  const isSampled = (index: number) => index >= finished.length && forcing(forced[index]) !== 'wholly';
  const lastSampled = schedule.findLastIndex((_, index) => isSampled(index));
  const noise = recipes.map(recipe => new NoiseSource(recipe.seed, recipe.imageIndex));
  const sampler = new TokenSampler(architecture.codebookSize, sampling);
  const known: TokensOfPictures[] = [...finished];
  let batch: TransformerBatch | null = null;
  /** The first scale that has not been through the blocks. */
  let pending = 0;

  for (const [index, grid] of schedule.entries()) {
    signal?.throwIfAborted();
    const kept = branches.drop(wanted);
    if (kept?.length === 0) return;
    if (kept !== null) batch?.keepRows(kept);
    if (index < finished.length) continue;

    const given = forced[index] ?? null;
    const tokens = recipes.map((): Uint16Array | null => null);
    for (const { picture } of branches.pictures)
      tokens[picture] = given?.tokens.slice() ?? new Uint16Array(cellCount(grid));
    if (isSampled(index)) {
      batch ??= await transformer.start(branches.labels, tokenCount(schedule.slice(0, lastSampled)));
      const inputs = schedule.slice(pending, index + 1).map((to, offset) => {
        const from = schedule[pending + offset - 1];
        const before = known[pending + offset - 1];
        return {
          codes: from && before ? nextCodes(before, from, to, branches.pictureOfRow, transformer) : null,
          positions: transformer.positions.at(to),
        };
      });
      pending = index + 1;
      const hidden = await forwardInPasses(batch, inputs, index < lastSampled, architecture.width);

      const strength = guidanceStrength(guidance, index, schedule.length, grid);
      const greedy = sampling.greedyRule && isGreedy(transformer.greedyRule, grid);
      const cells = sampledCells(given, grid);
      for (const chunk of guidedChunks(hidden, cells, branches, strength, architecture.width)) {
        const logits = await transformer.logits(chunk.hidden);
        for (const [row, { picture, cell }] of chunk.places.entries()) {
          const start = row * architecture.codebookSize;
          const cellLogits = logits.subarray(start, start + architecture.codebookSize);
          options.inspect?.(index, picture, cell, cellLogits);
          const source = noise[picture];
          const pictureTokens = tokens[picture];
          if (source === undefined || !pictureTokens)
            throw new Error(`picture ${picture} is not in the batch`);
          pictureTokens[cell] = greedy
            ? greedyToken(cellLogits)
            : sampler.draw(cellLogits, source, index, cell);
        }
      }
      for (const [picture, pictureTokens] of tokens.entries())
        if (pictureTokens !== null) options.revise?.(index, picture, pictureTokens);
    }
    known.push(tokens);
    yield { index, grid, tokens };
  }
}

function checkFinished(
  finished: readonly (readonly Uint16Array[])[],
  schedule: readonly Grid[],
  pictures: number,
): void {
  for (const [index, scale] of finished.entries()) {
    const grid = schedule[index];
    const cells = grid === undefined ? -1 : cellCount(grid);
    if (scale.length !== pictures || scale.some(tokens => tokens.length !== cells))
      throw new RangeError(`finished scale ${index} does not fit the schedule or the number of pictures`);
  }
}

/** Runs scales through the blocks in as few passes as `passCells` allows. @returns the hidden states of the last. */
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

interface HiddenChunk {
  /** [places, width]. */
  readonly hidden: Float32Array;
  readonly places: readonly { readonly picture: number; readonly cell: number }[];
}

/**
 * Guided hidden states of these cells of all pictures, some rows at a time. Guidance comes before the head: the head is
 * linear and the factors 1 + t and -t sum to one, so the logits are the same and the head runs once a picture.
 * @param hidden of a whole scale, [cells of its grid, rows, width].
 */
function* guidedChunks(
  hidden: Float32Array,
  cells: readonly number[],
  branches: Branches,
  strength: number,
  width: number,
): Generator<HiddenChunk> {
  const rows = branches.labels.length;
  const places = branches.pictures.flatMap(rowsOf => cells.map(cell => ({ ...rowsOf, cell })));
  const buffer = new Float32Array(Math.min(headRows, places.length) * width);
  for (let start = 0; start < places.length; start += headRows) {
    const chunk = places.slice(start, start + headRows);
    for (const [row, { conditional, unconditional, cell }] of chunk.entries()) {
      const target = buffer.subarray(row * width, (row + 1) * width);
      const withClass = (cell * rows + conditional) * width;
      if (unconditional === null || strength === 0) {
        target.set(hidden.subarray(withClass, withClass + width));
        continue;
      }
      const without = (cell * rows + unconditional) * width;
      for (let i = 0; i < width; i++)
        target[i] = (1 + strength) * (hidden[withClass + i] ?? 0) - strength * (hidden[without + i] ?? 0);
    }
    yield { hidden: buffer.subarray(0, chunk.length * width), places: chunk };
  }
}
