import { ModelUnavailableError } from '../src/generations/errors.ts';
import { findModel } from '../src/generations/plan/find-model.ts';
import type { ModelDescription } from '../src/inference/packs/model-description.ts';
import type { ApiContext } from './context.ts';

/** A model that is served now. @throws NotFoundError; ModelUnavailableError when no worker serves it */
export function servedModel(name: string, { models, residences }: ApiContext): ModelDescription {
  const model = findModel(name, models);
  if (!residences.serves(model.digest)) throw new ModelUnavailableError(name);
  return model;
}
