import type { ModelDescription, Models } from '../../inference/packs/model-description.ts';
import { ModelUnavailableError, NotFoundError } from '../errors.ts';
import type { GenerationRequest } from '../request.ts';
import { planCanvas } from './plan-canvas.ts';
import { completePlan, type PlannedRequest } from './planned-request.ts';
import { chooseRecipe, modelDefaults } from './recipe-choices.ts';

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
  const choices = chooseRecipe(request, model, modelDefaults(model), picturesPerRequest);
  const { scales, warnings } = planCanvas(request, model);
  return completePlan({
    operation: 'GENERATE',
    model,
    choices,
    schedule: scales.map(({ grid }) => grid),
    warnings,
  });
}

/** The model of a name, or the default one. @throws NotFoundError; ModelUnavailableError while there is no default one */
export function findModel(name: string | undefined, models: Models): ModelDescription {
  const model = name === undefined ? models.default : models.find(name);
  if (model !== undefined) return model;
  const names = models.list().map(loaded => loaded.config.name);
  if (name === undefined) throw new ModelUnavailableError(null);
  throw new NotFoundError('model', name, names.slice(0, 5));
}
