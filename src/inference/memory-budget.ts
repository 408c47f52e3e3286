import type { MemoryModel } from '../flexvar/memory.ts';
import type { PackConfig } from './packs/pack.ts';

/** Default memory budget of a single picture: half of the currently free memory, respecting container limits. */
export function freeMemoryShare(): number {
  return process.availableMemory() / 2;
}

/** Sizes of a pack that determine the memory of its transformer. */
export function memoryModel({ transformer, attention }: PackConfig): MemoryModel {
  const { depth, width, heads } = transformer;
  return { depth, width, heads, stretches: attention === 'stretches' };
}
