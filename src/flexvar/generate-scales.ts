import { computePass, type PassHooks } from './compute-pass.ts';
import type { ForcedScale } from './forced-scale.ts';
import type { Grid } from './grid.ts';
import type { Transformer } from './model.ts';
import { Picture } from './picture.ts';
import type { Recipe } from './recipe.ts';

/** A finished scale: the tokens of each picture, row-major; `null` for those that did not need it. */
export interface ScaleTokens {
  readonly index: number;
  readonly grid: Grid;
  readonly tokens: readonly (Uint16Array | null)[];
}

export interface GenerateOptions {
  /**
   * Scales finished earlier, coarse to fine, then by picture; `null`: not finished for that picture. They are not
   * yielded again.
   */
  readonly finished?: readonly (readonly (Uint16Array | null)[])[];
  /** Forced tokens by scale; `null`: the whole scale is sampled. Shared by all pictures. */
  readonly forced?: readonly (ForcedScale | null)[];
  /** As `PassHooks`, with the index of the scale and of the picture. */
  readonly inspect?: (scale: number, picture: number, cell: number, logits: Float32Array) => void;
  readonly revise?: (scale: number, picture: number, tokens: Uint16Array) => void;
}

/**
 * Generates pictures of one schedule scale by scale, all in the same pass, for tools and tests. (The server chooses who
 * shares a pass: see `inference/generator/pass-loop.ts`.) Pictures with fewer finished scales catch up first.
 * @throws RangeError if there is no recipe, or a finished or forced scale does not fit the schedule.
 */
export async function* generateScales(
  transformer: Transformer,
  recipes: readonly Recipe[],
  { finished = [], forced = [], inspect, revise }: GenerateOptions = {},
): AsyncGenerator<ScaleTokens, void> {
  const [first] = recipes;
  if (first === undefined) throw new RangeError('a batch needs at least one recipe');
  const pictures = recipes.map(
    (recipe, place) =>
      new NumberedPicture(transformer, { recipe, finished: ofPicture(finished, place), forced }, place),
  );
  const hooks: PassHooks<NumberedPicture> = {
    inspect: ({ scale, place }, cell, logits) => inspect?.(scale, place, cell, logits),
    revise: ({ scale, place }, tokens) => revise?.(scale, place, tokens),
  };
  for (const [index, grid] of first.schedule.entries()) {
    const behind = pictures.filter(({ scale }) => scale === index);
    if (behind.length === 0) continue;
    const computed = await computePass(transformer, behind, hooks);
    yield { index, grid, tokens: pictures.map(picture => computed[behind.indexOf(picture)] ?? null) };
  }
}

/** A picture of a batch. */
class NumberedPicture extends Picture {
  readonly place: number;

  constructor(transformer: Transformer, start: ConstructorParameters<typeof Picture>[1], place: number) {
    super(transformer, start);
    this.place = place;
  }
}

/** The finished scales of one picture. */
function ofPicture(
  finished: readonly (readonly (Uint16Array | null)[])[],
  place: number,
): readonly Uint16Array[] {
  const own = finished.map(scale => scale[place] ?? null);
  const end = own.indexOf(null);
  if (end >= 0 && own.slice(end).some(tokens => tokens !== null))
    throw new RangeError(`picture ${place} has a finished scale, but not all scales before it`);
  return own.flatMap(tokens => tokens ?? []);
}
