import type { MemoryModel } from '../flexvar/memory.ts';
import type { PackConfig } from './packs/pack.ts';

/** What a single picture may take by default: half of what is free now, within the limits of a container. */
export function freeMemoryShare(): number {
  return process.availableMemory() / 2;
}

/** Sizes of a pack that decide how much memory its transformer takes. */
export function memoryModel({ transformer, attention }: PackConfig): MemoryModel {
  const { depth, width, heads } = transformer;
  return { depth, width, heads, stretches: attention === 'stretches' };
}
