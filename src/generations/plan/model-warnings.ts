import type { Grid } from '../../flexvar/grid.ts';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import type { Guidance } from '../../flexvar/recipe.ts';
import type { Range } from '../../inference/packs/good-for.ts';
import type { ModelDescription } from '../../inference/packs/model-description.ts';
import type { Operation } from '../generation.ts';
import type { RecipeDefaults } from './recipe-choices.ts';

/** FlexVAR models work up to this multiple of the trained side; beyond it, the paper shows wavy artefacts. */
const sideFactor = 2;

/** Range of sides in pixels that a model does well, from its pack or, by default, from its trained side. */
export function goodSides({ config }: ModelDescription): Range {
  return config.goodFor.sides ?? { from: config.tokenizer.stride, to: sideFactor * config.trainedSide };
}

/** The aspects of a request that warnings depend on. */
interface Asked {
  readonly operation: Operation;
  readonly choices: Pick<RecipeDefaults, 'label' | 'guidance'>;
  readonly schedule: readonly Grid[];
}

/** A warning for each setting outside the range the model does well, with the field, the value and the range. */
export function modelWarnings(model: ModelDescription, { operation, choices, schedule }: Asked): string[] {
  const { goodFor, tokenizer, transformer } = model.config;
  const { rows, columns } = schedule.at(-1) ?? { rows: 1, columns: 1 };
  const size = { width: columns * tokenizer.stride, height: rows * tokenizer.stride };
  const hasClass = choices.label !== transformer.classCount;
  return [
    sideWarning(size, goodSides(model)),
    goodFor.aspectRatio === undefined ? null : aspectWarning(size, goodFor.aspectRatio),
    goodFor.steps === undefined ? null : stepsWarning(schedule.length, goodFor.steps),
    hasClass ? guidanceWarning(choices.guidance, goodFor.guidance?.[choices.guidance.mode]) : null,
    !hasClass && operation === 'GENERATE' && goodFor.withoutClass === false ? classWarning : null,
  ].filter(warning => warning !== null);
}

const classWarning =
  'class: none is given, and this model does poorly without one: expect a shapeless blob. `Model.classes` lists ' +
  'the classes.';

function sideWarning(size: PixelSize, { from, to }: Range): string | null {
  const [shorter, longer] = sidesOf(size);
  if (shorter >= from && longer <= to) return null;
  const effect = longer > to ? 'expect ragged or wavy shapes' : 'expect a blur';
  return (
    `canvas: ${size.width} x ${size.height} pixels is outside the range this model does well, sides of ${from} ` +
    `to ${to} pixels: ${effect}.`
  );
}

function aspectWarning(size: PixelSize, limit: number): string | null {
  const [shorter, longer] = sidesOf(size);
  // Sizes are rounded to whole tokens, which may slightly exceed the requested ratio.
  if (longer / shorter <= limit * 1.1) return null;
  return (
    `canvas: ${size.width} x ${size.height} pixels is outside the range this model does well, 1:${limit} to ` +
    `${limit}:1: expect squashed shapes.`
  );
}

function stepsWarning(steps: number, { from, to }: Range): string | null {
  if (steps >= from && steps <= to) return null;
  return `steps: ${steps} scales is outside the range this model does well, ${from} to ${to}: expect ${steps < from ? 'incoherent shapes' : 'specks'}.`;
}

function guidanceWarning({ mode, scale }: Guidance, good: Range | undefined): string | null {
  if (good === undefined || (scale >= good.from && scale <= good.to)) return null;
  // With constant guidance, 1 follows the class without amplification, and 0 ignores it.
  const ignored = mode === 'constant' && scale === 0;
  const below = ignored ? 'the class is ignored' : 'expect the class to be followed loosely, if at all';
  return (
    `guidance.scale: ${scale} is outside the range this model does well in ${mode.toUpperCase()} mode, ` +
    `${good.from} to ${good.to}: ${scale < good.from ? below : 'expect specks and broken shapes'}.`
  );
}

function sidesOf({ width, height }: PixelSize): readonly [shorter: number, longer: number] {
  return width < height ? [width, height] : [height, width];
}
