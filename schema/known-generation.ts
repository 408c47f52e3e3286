import { NotFoundError } from '../src/generations/errors.ts';
import type { Generation } from '../src/generations/generation.ts';
import type { Generations } from '../src/generations/generations.ts';
import { parseGenerationId } from './global-id.ts';

/** The generation that an input names. @throws NotFoundError that names the id as it was given, not the one inside. */
export async function knownGeneration(globalId: string, generations: Generations): Promise<Generation> {
  const id = parseGenerationId(globalId);
  const generation = id === null ? null : await generations.find(id);
  if (generation === null) throw new NotFoundError('generation', globalId);
  return generation;
}
