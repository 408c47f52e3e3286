import type { Engine } from '../../src/inference/engine.ts';
import type { ClassLabel, PackConfig } from '../../src/inference/packs/pack.ts';
import type { Sampler } from './samples.ts';
import type { TrainingSet } from './training-pictures.ts';

/** How many pictures each measure takes. */
export interface Amounts {
  /** Pictures of things at default settings. */
  readonly images: number;
  /** Pictures of each group. */
  readonly groupImages: number;
  /** Pictures of each set whose distance to the training set is measured. */
  readonly distanceImages: number;
  /** Pictures whose scales are compared. */
  readonly scaleImages: number;
  /** Training pictures that are edited. */
  readonly editImages: number;
}

/** What every measure works with. */
export interface Evaluation {
  readonly config: PackConfig;
  readonly labels: readonly ClassLabel[];
  readonly engine: Engine;
  readonly sampler: Sampler;
  readonly training: TrainingSet;
  readonly amounts: Amounts;
}

/** Indices of the classes of one kind. */
export function classesOf(labels: readonly ClassLabel[], kind: ClassLabel['kind']): number[] {
  return labels.flatMap((label, index) => (label.kind === kind ? [index] : []));
}

/** `count` labels, going round the given ones: every class as often as any other, give or take one. */
export function goingRound(labels: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => labels[i % labels.length] ?? 0);
}
