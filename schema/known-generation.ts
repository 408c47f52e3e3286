import { NotFoundError } from '../src/generations/errors.ts';
import type { Generation } from '../src/generations/generation.ts';
import type { Generations } from '../src/generations/generations.ts';
import { parseGenerationId } from './global-id.ts';

/** The generation named by an input; defaults to the newest. @throws NotFoundError naming the id as given. */
export async function knownGeneration(
  globalId: string | null | undefined,
  generations: Generations,
): Promise<Generation> {
  if (globalId == null) {
    const newest = await generations.newest();
    if (newest === null) throw new NotFoundError('generation', 'the newest');
    return newest;
  }
  const id = parseGenerationId(globalId);
  const generation = id === null ? null : await generations.find(id);
  if (generation === null) throw new NotFoundError('generation', globalId);
  return generation;
}
