import type { Models } from '../../inference/packs/model-description.ts';
import type { GenerateRequest } from '../request.ts';
import { findModel } from './find-model.ts';
import { planCanvas } from './plan-canvas.ts';
import { completePlan, type PlannedRequest } from './planned-request.ts';
import { chooseRecipe, modelDefaults } from './recipe-choices.ts';

/**
 * Validates the request and fills in the model's defaults and a seed.
 * @throws InvalidInputError, NotFoundError
 */
export function planGenerate(
  request: Omit<GenerateRequest, 'operation'>,
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
