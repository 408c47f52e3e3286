import { randomInt } from 'node:crypto';
import { maxGuidance } from '../../flexvar/guidance.ts';
import type { Guidance, Sampling } from '../../flexvar/recipe.ts';
import { classSearch } from '../../inference/packs/class-search.ts';
import type { ModelDescription } from '../../inference/packs/model-description.ts';
import { InvalidInputError, NotFoundError } from '../errors.ts';
import type { RecipeRequest } from '../request.ts';
import { chooseInteger } from './choose-integer.ts';

const maxImageIndex = 0x7fff_ffff;
const maxNameLength = 200;
/** Random seeds are short enough to read out and type. */
const drawnSeeds = 2 ** 32;

/** Defaults for fields a request leaves out. */
export interface RecipeDefaults {
  readonly label: number;
  readonly guidance: Guidance;
  readonly sampling: Sampling;
  readonly imageIndex: number;
}

/** A recipe without its schedule, shared by all pictures of a request. */
export interface RecipeChoices extends RecipeDefaults {
  readonly seed: number;
  /** Number of pictures; their image indices are consecutive. */
  readonly count: number;
  /** As given: validation depends on the schedule. */
  readonly holdAtScale: number | undefined;
}

/** No class, and otherwise the defaults of the pack. */
export function modelDefaults({ config }: ModelDescription): RecipeDefaults {
  const { guidance, topK, topP } = config.defaults;
  return {
    label: config.transformer.classCount,
    guidance,
    sampling: { topK, topP, greedyRule: true },
    imageIndex: 0,
  };
}

/**
 * Validates the recipe fields of a request and fills in the rest, including a random seed.
 * @throws InvalidInputError, NotFoundError
 */
export function chooseRecipe(
  request: RecipeRequest,
  model: ModelDescription,
  defaults: RecipeDefaults,
  picturesPerRequest: number,
): RecipeChoices {
  const count = chooseInteger('count', request.count ?? 1, 1, picturesPerRequest);
  return {
    label: request.class === undefined ? defaults.label : findLabel(request.class, model),
    guidance: chooseGuidance(request.guidance, defaults.guidance),
    sampling: chooseSampling(request.sampling, defaults.sampling, model),
    seed:
      request.seed === undefined
        ? randomInt(drawnSeeds)
        : chooseInteger(
            'seed',
            request.seed,
            0,
            Number.MAX_SAFE_INTEGER,
            'an integer from 0 to 2^53 - 1 (9007199254740991)',
          ),
    imageIndex: chooseInteger(
      'imageIndex',
      request.imageIndex ?? defaults.imageIndex,
      0,
      maxImageIndex - (count - 1),
    ),
    count,
    holdAtScale: request.holdAtScale,
  };
}

function findLabel(wanted: NonNullable<RecipeRequest['class']> | null, model: ModelDescription): number {
  const { classCount } = model.config.transformer;
  if (wanted === null) return classCount;
  if ('index' in wanted) return chooseInteger('class.index', wanted.index, 0, classCount - 1);
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

function chooseGuidance(asked: RecipeRequest['guidance'], defaults: Guidance): Guidance {
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

function chooseSampling(
  asked: RecipeRequest['sampling'],
  defaults: Sampling,
  model: ModelDescription,
): Sampling {
  const { tokenizer } = model.config;
  const topK = chooseInteger(
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
  return { topK, topP, greedyRule: asked?.greedyRule ?? defaults.greedyRule };
}
