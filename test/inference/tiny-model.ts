import { join } from 'node:path';
import { inject } from 'vitest';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import { OnnxTransformer } from '../../src/inference/generator/onnx-transformer.ts';
import { loadPack } from '../../src/inference/packs/load-pack.ts';
import { testModel } from '../setup/test-models.ts';

/** Folder of a small pack with random weights and ten classes. */
export function tinyPackFolder(): string {
  return join(inject('modelsFolder'), testModel);
}

/** Its transformer, in this process. */
export async function openTinyTransformer(): Promise<OnnxTransformer> {
  return OnnxTransformer.open(await loadPack(tinyPackFolder()), { device: 'cpu', threads: 1 });
}

export const tinySchedule = [1, 2, 3, 4, 6].map(side => ({ rows: side, columns: side }));

/** A recipe for it that samples. */
export function tinyRecipe(changes: Partial<Recipe> = {}): Recipe {
  return {
    label: 3,
    seed: 7,
    imageIndex: 0,
    schedule: tinySchedule,
    guidance: { mode: 'ramp', scale: 2.5 },
    sampling: { topK: 40, topP: 0.95, greedyRule: true },
    ...changes,
  };
}
