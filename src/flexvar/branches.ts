import { isGuided } from './guidance.ts';
import type { Recipe } from './recipe.ts';

/**
 * The class of each batch row of a picture. For guidance, a picture is computed twice, with its class and with "no
 * class"; once if that makes no difference, because its class is "no class" or the strength is zero at every scale.
 * @param noClass index of "no class".
 */
export function branchLabels({ label, guidance, schedule }: Recipe, noClass: number): readonly number[] {
  return label !== noClass && isGuided(guidance, schedule) ? [label, noClass] : [label];
}
