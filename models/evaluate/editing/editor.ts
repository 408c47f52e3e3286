import type { CommandModel } from '../../../src/cli/find-model.ts';
import {
  forceScales,
  inpaintScales,
  leadingScales,
  type ScaleMasks,
} from '../../../src/flexvar/edit-scales.ts';
import type { ForcedScale } from '../../../src/flexvar/forced-scale.ts';
import type { Recipe } from '../../../src/flexvar/recipe.ts';
import { planGenerate } from '../../../src/generations/plan/plan-generate.ts';
import { holeMargin } from '../../../src/generations/work/forced-scales.ts';
import { type Growth, grownSize, mapToCanvas } from '../../../src/images/canvas/canvas-mapping.ts';
import { blendWeights, composite } from '../../../src/images/canvas/composite.ts';
import { fillHole, type PixelMask } from '../../../src/images/canvas/fill-hole.ts';
import { maskAroundSource, paintCanvas, resizePixels } from '../../../src/images/canvas/source-canvas.ts';
import type { RgbImage } from '../../../src/inference/codec/rgb-image.ts';
import type { Engine } from '../../../src/inference/engine.ts';
import type { ModelDescription } from '../../../src/inference/packs/model-description.ts';

/** Which picture to draw where a source leaves it open. */
export interface EditRecipe {
  /** Index of the class. */
  readonly label: number;
  readonly seed: number;
}

/** What came out of an edit. */
export interface EditedPicture {
  /** The canvas as the model was given it. */
  readonly before: RgbImage;
  /** What was to be made; null where whole scales were. */
  readonly mask: PixelMask | null;
  /** Picture of each scale as the model drew it, coarse to fine. */
  readonly scales: readonly RgbImage[];
  /** The finest one as it is served: with what is left of the source laid over it. */
  readonly after: RgbImage;
}

/** Edits pictures of the size of a canvas through the engine, with the pieces the server does it with. */
export class Editor {
  readonly #models: CommandModel;
  readonly #model: ModelDescription;
  readonly #engine: Engine;

  constructor(models: CommandModel, engine: Engine) {
    this.#models = models;
    this.#model = models.default;
    this.#engine = engine;
  }

  async inpaint(source: RgbImage, mask: PixelMask, edit: EditRecipe): Promise<EditedPicture> {
    const { width, height } = source;
    const recipe = this.#recipe(source, edit);
    const { stride } = this.#model.config.tokenizer;
    const masks = inpaintScales(recipe.schedule, { width, height, data: mask });
    const scales = await this.#run(recipe, masks, fillHole(source, mask, Math.round(holeMargin * stride)));
    const weights = blendWeights(width, height, mask, stride);
    return { before: source, mask, scales, after: composite(source, last(scales), weights) };
  }

  /** @param growth in pixels; together with the source whole tokens. */
  async expand(source: RgbImage, growth: Growth, edit: EditRecipe): Promise<EditedPicture> {
    const canvas = grownSize(source, growth);
    const mapping = mapToCanvas(source, canvas, canvas, growth);
    return this.inpaint(await paintCanvas(source, mapping), maskAroundSource(mapping), edit);
  }

  /** @param fidelity index of the finest scale that is taken from the source. */
  async refine(
    source: RgbImage,
    size: { readonly width: number; readonly height: number },
    fidelity: number,
    edit: EditRecipe,
  ): Promise<EditedPicture> {
    const recipe = this.#recipe(size, edit);
    const before = await resizePixels(source, size);
    const scales = await this.#run(recipe, leadingScales(recipe.schedule, fidelity), before);
    return { before, mask: null, scales, after: last(scales) };
  }

  /** Draws a picture, and another that keeps its scales up to `kept`. */
  async branch(
    label: number,
    kept: number,
    seeds: { first: number; second: number },
  ): Promise<EditedPicture> {
    const side = this.#model.config.trainedSide;
    const size = { width: side, height: side };
    const parent = await this.#tokens(this.#recipe(size, { label, seed: seeds.first }), []);
    const recipe = this.#recipe(size, { label, seed: seeds.second });
    const forced = forceScales(
      leadingScales(recipe.schedule, kept),
      scale => parent[scale] ?? new Uint16Array(),
    );
    const before = last(await this.#decode(recipe, parent));
    const scales = await this.#decode(recipe, await this.#tokens(recipe, forced));
    return { before, mask: null, scales, after: last(scales) };
  }

  /** A picture as the tokenizer gives it back at the finest scale. */
  async roundTrip(picture: RgbImage): Promise<RgbImage> {
    const { stride } = this.#model.config.tokenizer;
    const grid = { rows: picture.height / stride, columns: picture.width / stride };
    const [tokens] = await this.#engine.encode(picture, [grid]);
    if (tokens === undefined) throw new Error('nothing was encoded');
    return this.#engine.decode(tokens, grid);
  }

  /** The model's default schedule for a picture of this size, and its default settings. */
  #recipe({ width, height }: { width: number; height: number }, { label, seed }: EditRecipe): Recipe {
    const canvas = { kind: 'size', width, height } as const;
    const [recipe] = planGenerate({ class: { index: label }, canvas, seed }, this.#models, 1).recipes;
    if (recipe === undefined) throw new Error('nothing was planned');
    return recipe;
  }

  async #run(recipe: Recipe, masks: ScaleMasks, source: RgbImage): Promise<RgbImage[]> {
    const tokens = await this.#engine.encode(source, recipe.schedule);
    const forced = forceScales(masks, scale => tokens[scale] ?? new Uint16Array());
    return this.#decode(recipe, await this.#tokens(recipe, forced));
  }

  async #tokens(recipe: Recipe, forced: readonly (ForcedScale | null)[]): Promise<Uint16Array[]> {
    const scales: Uint16Array[] = [];
    for await (const { tokens } of this.#engine.generate({ recipes: [recipe], finished: [], forced }))
      scales.push(...tokens.flatMap(of => of ?? []));
    return scales;
  }

  async #decode({ schedule }: Recipe, tokens: readonly Uint16Array[]): Promise<RgbImage[]> {
    const pictures: RgbImage[] = [];
    for (const [index, grid] of schedule.entries())
      pictures.push(await this.#engine.decode(tokens[index] ?? new Uint16Array(), grid));
    return pictures;
  }
}

function last(scales: readonly RgbImage[]): RgbImage {
  const picture = scales.at(-1);
  if (picture === undefined) throw new Error('nothing was drawn');
  return picture;
}
