import type { ModelDescription, Models } from '../../inference/packs/model-description.ts';
import { ModelUnavailableError, NotFoundError } from '../errors.ts';

/**
 * The model of a name, or the default one. @throws NotFoundError; ModelUnavailableError while there is no default model
 */
export function findModel(name: string | undefined, models: Models): ModelDescription {
  const model = name === undefined ? models.default : models.find(name);
  if (model !== undefined) return model;
  if (name === undefined) throw new ModelUnavailableError(null);
  const names = models.list().map(loaded => loaded.config.name);
  throw new NotFoundError('model', name, names.slice(0, 5));
}
