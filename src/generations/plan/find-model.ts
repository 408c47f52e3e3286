import type { LoadedModel, Models } from '../../inference/packs/models.ts';
import { NotFoundError } from '../errors.ts';

/** The model of a name, or the default one. @throws NotFoundError */
export function findModel(name: string | undefined, models: Models): LoadedModel {
  if (name === undefined) return models.default;
  const model = models.find(name);
  if (model !== undefined) return model;
  const names = models.list().map(loaded => loaded.config.name);
  throw new NotFoundError('model', name, names.slice(0, 5));
}
