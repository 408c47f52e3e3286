import { resizeBicubic } from './bicubic.ts';
import { Branches } from './branches.ts';
import { isGreedy } from './greedy-rule.ts';
import { cellCount, type Grid, tokenCount } from './grid.ts';
import { guidanceStrength, isGuided } from './guidance.ts';
import type { Transformer } from './model.ts';
import { NoiseSource } from './noise.ts';
import type { Recipe } from './recipe.ts';
import { greedyToken, TokenSampler } from './sampling.ts';

/** Rows that go through the head at once: bounds the memory of logits, whatever the grid and the batch. */
const headRows = 256;

/** A scale just finished: the tokens of each picture, row-major; `null` for pictures dropped on the way. */
export interface ScaleTokens {
  readonly index: number;
  readonly grid: Grid;
  readonly tokens: readonly (Uint16Array | null)[];
}

export interface GenerateOptions {
  /** Scales finished earlier, coarse to fine, one token array a picture. They are not yielded again. */
  readonly finished?: readonly (readonly Uint16Array[])[];
  /** Asked for each picture before each scale; a picture no longer wanted is dropped. */
  readonly wanted?: (picture: number) => boolean;
  /** Aborts before the next scale: the iterator throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Shown the guided logits of every cell that is sampled; the array is reused afterwards. */
  readonly inspect?: (scale: number, picture: number, cell: number, logits: Float32Array) => void;
  /** May change the tokens of a scale in place before they are yielded and fed to the next scale. */
  readonly revise?: (scale: number, picture: number, tokens: Uint16Array) => void;
}

/**
 * Generates pictures scale by scale (section 3.3 of arXiv 2502.20313): each grid is predicted in one pass that
 * attends to all coarser ones, whose tokens it is given resized to its own shape.
 *
 * A picture's tokens depend on its recipe only, not on the batch it is in. To resume, finished scales are run
 * through the blocks again one by one, without head or sampling, so that the KV cache holds bit for bit what it
 * held before and every later token is the same. (One masked pass over all of them would be faster, but sums in
 * another order.)
 * @param recipes one a picture; they share schedule, guidance and sampling.
 * @throws RangeError when there is no recipe, or a finished scale does not fit the schedule.
 */
export async function* generateScales(
  transformer: Transformer,
  recipes: readonly Recipe[],
  options: GenerateOptions = {},
): AsyncGenerator<ScaleTokens, void> {
  const [first] = recipes;
  if (first === undefined) throw new RangeError('a batch needs at least one recipe');
  const { schedule, guidance, sampling } = first;
  const { finished = [], wanted = () => true, signal } = options;
  checkFinished(finished, schedule, recipes.length);
  const { architecture, positions } = transformer;

  signal?.throwIfAborted();
  const pictures = recipes.map((_, picture) => picture).filter(wanted);
  if (pictures.length === 0 || finished.length === schedule.length) return;
  const branches = new Branches(recipes, pictures, isGuided(guidance, schedule), architecture.classCount);
  const batch = await transformer.start(branches.labels, tokenCount(schedule.slice(0, -1)));
  const noise = recipes.map(recipe => new NoiseSource(recipe.seed, recipe.imageIndex));
  const sampler = new TokenSampler(architecture.codebookSize, sampling);
  let before: { readonly grid: Grid; readonly tokens: readonly (Uint16Array | null)[] } | null = null;

  for (const [index, grid] of schedule.entries()) {
    signal?.throwIfAborted();
    const kept = branches.drop(wanted);
    if (kept?.length === 0) return;
    if (kept !== null) batch.keepRows(kept);

    const codes = before && nextCodes(before.tokens, before.grid, grid, branches, transformer);
    const hidden = await batch.forward(codes, positions.at(grid), index < schedule.length - 1);
    const replayed = finished[index];
    if (replayed !== undefined) {
      before = { grid, tokens: replayed };
      continue;
    }

    const strength = guidanceStrength(guidance, index, schedule.length, grid);
    const greedy = sampling.greedyRule && isGreedy(transformer.greedyRule, grid);
    const tokens = recipes.map((): Uint16Array | null => null);
    const cells = cellCount(grid);
    for (const { picture } of branches.pictures) tokens[picture] = new Uint16Array(cells);
    for (const chunk of guidedChunks(hidden, cells, branches, strength, architecture.width)) {
      const logits = await transformer.logits(chunk.hidden);
      for (const [row, { picture, cell }] of chunk.places.entries()) {
        const start = row * architecture.codebookSize;
        const cellLogits = logits.subarray(start, start + architecture.codebookSize);
        options.inspect?.(index, picture, cell, cellLogits);
        const source = noise[picture];
        const pictureTokens = tokens[picture];
        if (source === undefined || !pictureTokens) throw new Error(`picture ${picture} is not in the batch`);
        pictureTokens[cell] = greedy
          ? greedyToken(cellLogits)
          : sampler.draw(cellLogits, source, index, cell);
      }
    }
    for (const [picture, pictureTokens] of tokens.entries())
      if (pictureTokens !== null) options.revise?.(index, picture, pictureTokens);
    before = { grid, tokens };
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

/** What each row is fed: codebook rows of the grid before, resized. Both branches of a picture share an array. */
function nextCodes(
  tokens: readonly (Uint16Array | null)[],
  from: Grid,
  to: Grid,
  branches: Branches,
  { codebook, architecture: { codebookDim } }: Transformer,
): Float32Array[] {
  const resized = new Map<number, Float32Array>();
  return branches.pictureOfRow.map(picture => {
    const known = resized.get(picture);
    if (known !== undefined) return known;
    const codes = resizeBicubic(
      lookUp(codebook, codebookDim, tokens[picture] ?? null),
      from,
      to,
      codebookDim,
    );
    resized.set(picture, codes);
    return codes;
  });
}

/** Codebook rows of tokens, [cells, dim]. */
function lookUp(codebook: Float32Array, dim: number, tokens: Uint16Array | null): Float32Array {
  if (tokens === null) throw new Error('a picture of the batch has no tokens');
  const codes = new Float32Array(tokens.length * dim);
  for (const [cell, token] of tokens.entries())
    codes.set(codebook.subarray(token * dim, (token + 1) * dim), cell * dim);
  return codes;
}

interface HiddenChunk {
  /** [places, width]. */
  readonly hidden: Float32Array;
  readonly places: readonly { readonly picture: number; readonly cell: number }[];
}

/**
 * Guided hidden states of all cells of all pictures, some rows at a time. Guidance comes before the head: the head is
 * linear and the factors 1 + t and -t sum to one, so the logits are the same and the head runs once a picture.
 * @param hidden [cells, rows, width].
 */
function* guidedChunks(
  hidden: Float32Array,
  cells: number,
  branches: Branches,
  strength: number,
  width: number,
): Generator<HiddenChunk> {
  const rows = branches.labels.length;
  const places = branches.pictures.flatMap(rowsOf =>
    Array.from({ length: cells }, (_, cell) => ({ ...rowsOf, cell })),
  );
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
