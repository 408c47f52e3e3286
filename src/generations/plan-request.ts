import { randomInt } from 'node:crypto';
import { scaleCosts } from '../flexvar/cost.ts';
import { type Plan, type PlanModel, planSchedule } from '../flexvar/plan.ts';
import type { Problem } from '../flexvar/problem.ts';
import type { Guidance, Recipe, Sampling } from '../flexvar/recipe.ts';
import { maxGuidance } from '../flexvar/validate-recipe.ts';
import { classSearch } from '../inference/class-search.ts';
import type { LoadedModel, Models } from '../inference/models.ts';
import { InvalidInputError, NotFoundError } from './errors.ts';
import type { PlannedScale } from './generation.ts';
import type { CanvasRequest, GenerationRequest } from './request.ts';

const maxImageIndex = 0x7fff_ffff;
const maxKeyLength = 200;
const maxNameLength = 200;
/** Seeds drawn at random stay short enough to read out and to type. */
const drawnSeeds = 2 ** 32;

/** A request that was checked and can be run as it is. */
export interface PlannedRequest {
  readonly model: LoadedModel;
  /** One a picture; all but `imageIndex` are equal. */
  readonly recipes: readonly Recipe[];
  readonly plan: readonly PlannedScale[];
  readonly warnings: readonly string[];
  /** Operations of one picture. */
  readonly work: number;
  /** Index of the scale after which each is held. */
  readonly holdAtScale: number | null;
}

/** @throws InvalidInputError */
export function checkIdempotencyKey(key: string | undefined): void {
  // PostgreSQL stores no NUL, and half a surrogate pair would become another character.
  const storable = key === undefined || (key.isWellFormed() && !key.includes('\0'));
  if (storable && (key === undefined || (key.length >= 1 && key.length <= maxKeyLength))) return;
  throw new InvalidInputError({
    field: 'idempotencyKey',
    given: key,
    allowed: `a text of 1 to ${maxKeyLength} characters`,
  });
}

/**
 * Checks everything a client can get wrong and fills in the model's defaults and a seed.
 * @throws InvalidInputError, NotFoundError
 */
export function planRequest(
  request: GenerationRequest,
  models: Models,
  picturesPerRequest: number,
): PlannedRequest {
  const model = findModel(request.model, models);
  const count = integer('count', request.count ?? 1, 1, picturesPerRequest);
  const label = findLabel(request.class, model);
  const plan = planCanvas(request, model);
  const guidance = chooseGuidance(request.guidance, model);
  const sampling = chooseSampling(request.sampling, model);
  const seed =
    request.seed === undefined
      ? randomInt(drawnSeeds)
      : integer(
          'seed',
          request.seed,
          0,
          Number.MAX_SAFE_INTEGER,
          'an integer from 0 to 2^53 - 1 (9007199254740991)',
        );
  const firstImage = integer('imageIndex', request.imageIndex ?? 0, 0, maxImageIndex - (count - 1));
  const schedule = plan.scales.map(scale => scale.grid);
  const recipes = Array.from({ length: count }, (_, picture) => ({
    label,
    seed,
    imageIndex: firstImage + picture,
    schedule,
    guidance,
    sampling,
  }));
  // "No class" leaves guidance nothing to compare with: one branch.
  const branches = label === model.config.transformer.classCount ? 1 : 2;
  const costs = scaleCosts(costModel(model), schedule, branches);
  return {
    model,
    recipes,
    plan: plan.scales.map(({ index, grid, width, height, share }) => ({
      index,
      grid,
      width,
      height,
      workShare: share,
    })),
    warnings: plan.warnings,
    work: costs.reduce((sum, cost) => sum + cost, 0),
    holdAtScale: chooseHold(request.holdAtScale, schedule.length),
  };
}

function findModel(name: string | undefined, models: Models): LoadedModel {
  if (name === undefined) return models.default;
  const model = models.find(name);
  if (model !== undefined) return model;
  const names = models.list().map(loaded => loaded.config.name);
  throw new NotFoundError('model', name.slice(0, maxNameLength), names.slice(0, 5));
}

function findLabel(wanted: GenerationRequest['class'], model: LoadedModel): number {
  const { classCount } = model.config.transformer;
  if (wanted === null) return classCount;
  if ('index' in wanted) return integer('class.index', wanted.index, 0, classCount - 1);
  const { name } = wanted;
  if (name.length > maxNameLength)
    throw new InvalidInputError({
      field: 'class.name',
      given: name,
      allowed: `a text of at most ${maxNameLength} characters`,
    });
  const search = classSearch(model.labels);
  const label = search.find(name);
  if (label === null) throw new NotFoundError('class', name, search.suggest(name));
  return label;
}

function planCanvas(request: GenerationRequest, model: LoadedModel): Plan {
  const { canvas, schedule, steps } = request;
  const result = planSchedule(
    {
      size: sides(canvas, 'size'),
      aspectRatio: sides(canvas, 'aspectRatio'),
      steps,
      schedule: typeof schedule === 'string' ? undefined : schedule,
      scheduleName: typeof schedule === 'string' ? schedule : undefined,
    },
    planModel(model),
  );
  if (result.ok) return result.plan;
  throw invalidCanvas(result.problems);
}

function sides(canvas: CanvasRequest, kind: 'size' | 'aspectRatio') {
  return canvas.kind === kind ? { width: canvas.width, height: canvas.height } : undefined;
}

/** The planner names its own fields; clients know those of the API's input. */
function invalidCanvas(problems: readonly Problem[]): Error {
  const [first] = problems;
  if (first === undefined) return new Error('A schedule was refused without a reason.');
  const { given, allowed } = first;
  return new InvalidInputError({ field: canvasField(first.field), given, allowed });
}

function canvasField(field: string): string {
  if (field === 'steps') return field;
  return `canvas.${field.replace(/^scheduleName/, 'publishedSchedule')}`;
}

/** What the planner needs to know of a model. */
export function planModel(model: LoadedModel): PlanModel {
  const { tokenizer, trainedSide, schedules, defaults } = model.config;
  return {
    cost: costModel(model),
    stride: tokenizer.stride,
    trainedSide,
    schedules,
    defaultSchedule: defaults.schedule,
  };
}

function costModel({ config }: LoadedModel) {
  const { depth, width } = config.transformer;
  return { depth, width, codebookSize: config.tokenizer.codebookSize };
}

function chooseGuidance(asked: GenerationRequest['guidance'], model: LoadedModel): Guidance {
  const defaults = model.config.defaults.guidance;
  const mode = asked?.mode ?? defaults.mode;
  if (mode !== 'ramp' && mode !== 'constant')
    throw new InvalidInputError({ field: 'guidance.mode', given: mode, allowed: 'ramp or constant' });
  const scale = asked?.scale ?? defaults.scale;
  if (!(scale >= 0 && scale <= maxGuidance))
    throw new InvalidInputError({
      field: 'guidance.scale',
      given: scale,
      allowed: `a number from 0 to ${maxGuidance}`,
    });
  return { mode, scale };
}

function chooseSampling(asked: GenerationRequest['sampling'], model: LoadedModel): Sampling {
  const { defaults, tokenizer } = model.config;
  const topK = integer(
    'sampling.topK',
    asked?.topK ?? defaults.topK,
    0,
    tokenizer.codebookSize,
    `an integer from 1 to ${tokenizer.codebookSize}, or 0 for all`,
  );
  const topP = asked?.topP ?? defaults.topP;
  if (!(topP > 0 && topP <= 1))
    throw new InvalidInputError({
      field: 'sampling.topP',
      given: topP,
      allowed: 'a number above 0, at most 1',
    });
  return { topK, topP, greedyRule: asked?.greedyRule ?? true };
}

/** Null: it is not held. After the last scale there is nothing to wait for. */
function chooseHold(asked: number | undefined, scaleCount: number): number | null {
  if (asked === undefined) return null;
  const allowed =
    scaleCount > 1
      ? `an integer from 0 to ${scaleCount - 2}, any scale but the last`
      : 'left out: there is one scale only';
  return integer('holdAtScale', asked, 0, scaleCount - 2, allowed);
}

function integer(
  field: string,
  given: number,
  lowest: number,
  highest: number,
  allowed = `an integer from ${lowest} to ${highest}`,
): number {
  if (!Number.isSafeInteger(given) || given < lowest || given > highest)
    throw new InvalidInputError({ field, given, allowed });
  return given;
}
