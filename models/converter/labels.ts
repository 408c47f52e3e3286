import type { ClassLabel } from '../../src/inference/packs/pack.ts';
import imagenetLabels from './imagenet-labels.json' with { type: 'json' };
import { namedThing } from './pack-options.ts';

/** Labels when none are given: ImageNet-1k's for 1000 classes, "class 0", "class 1", ... otherwise. */
export function defaultLabels(classCount: number): ClassLabel[] {
  if (classCount !== imagenetLabels.labels.length)
    return Array.from({ length: classCount }, (_, index) => namedThing(`class ${index}`));
  return imagenetLabels.labels.map(([name = '', ...synonyms]) => ({ ...namedThing(name), synonyms }));
}
