import { Branches } from './branches.ts';
import { checkForced, type ForcedScale, forcing, sampledCells } from './forced-scale.ts';
import { isGreedy } from './greedy-rule.ts';
import { cellCount, type Grid, tokenCount } from './grid.ts';
import { guidanceStrength, isGuided } from './guidance.ts';
import { guidedChunks } from './guided-chunks.ts';
import type { ScaleInput, Transformer, TransformerBatch } from './model.ts';
import { nextCodes, type TokensOfPictures } from './next-codes.ts';
import { NoiseSource } from './noise.ts';
import type { Recipe } from './recipe.ts';
import { greedyToken, TokenSampler } from './sampling.ts';

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
      const inputs = schedule
        .slice(pending, index + 1)
        .map((_, offset) => scaleInput(transformer, schedule, pending + offset, known, branches));
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

/** What the blocks are fed at a scale, whose predecessor is known. */
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
