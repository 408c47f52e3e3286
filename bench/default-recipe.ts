import type { Recipe } from '../src/flexvar/recipe.ts';
import type { PackDescription } from '../src/inference/packs/load-pack.ts';

/** The first class of a pack with everything else at its defaults, and a fixed seed. */
export function defaultRecipe({ config }: PackDescription): Recipe {
  const { guidance, topK, topP } = config.defaults;
  const found = config.schedules.find(schedule => schedule.name === config.defaults.schedule);
  if (found === undefined) throw new Error(`${config.name} has no schedule ${config.defaults.schedule}`);
  return {
    label: 0,
    seed: 7,
    imageIndex: 0,
    schedule: found.grids,
    guidance,
    sampling: { topK, topP, greedyRule: true },
  };
}
