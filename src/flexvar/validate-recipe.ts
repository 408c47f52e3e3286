import type { Architecture } from './model.ts';
import { type Problem, problem } from './problem.ts';
import type { Recipe } from './recipe.ts';
import { scheduleProblems } from './schedule-limits.ts';

/** Largest guidance scale. */
export const maxGuidance = 20;

/**
 * Checks everything of a recipe that can be wrong for a model.
 * @param maxSide longest side of a grid, in tokens (`maxSide` of a plan).
 * @returns all problems; none for a recipe that will run.
 */
export function recipeProblems(
  recipe: Recipe,
  architecture: Pick<Architecture, 'classCount' | 'codebookSize'>,
  maxSide: number,
): Problem[] {
  const { label, seed, imageIndex, guidance, sampling } = recipe;
  const problems = scheduleProblems(recipe.schedule, maxSide);
  const integer = (field: string, value: number, max: number, allowed = `an integer from 0 to ${max}`) => {
    if (!Number.isInteger(value) || value < 0 || value > max) problems.push(problem(field, value, allowed));
  };
  integer('label', label, architecture.classCount);
  integer('seed', seed, Number.MAX_SAFE_INTEGER, 'an integer from 0 to 2^53 - 1');
  integer('imageIndex', imageIndex, 0x7fff_ffff, 'an integer from 0 to 2^31 - 1');
  integer('sampling.topK', sampling.topK, architecture.codebookSize);
  if (!(sampling.topP > 0 && sampling.topP <= 1))
    problems.push(problem('sampling.topP', sampling.topP, 'above 0 and at most 1'));
  if (!(guidance.scale >= 0 && guidance.scale <= maxGuidance))
    problems.push(problem('guidance.scale', guidance.scale, `from 0 to ${maxGuidance}`));
  if (guidance.mode !== 'ramp' && guidance.mode !== 'constant')
    problems.push(problem('guidance.mode', guidance.mode, 'ramp or constant'));
  return problems;
}
