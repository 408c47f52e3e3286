import type { GenerateImageInput, GenerationPartsFragment } from '../gql/graphql.ts';

/** The request that makes the same picture again, with nothing left to defaults. */
export function recipeInput({ recipe }: Pick<GenerationPartsFragment, 'recipe'>): GenerateImageInput {
  const { modelName, guidance, sampling, schedule, seed, imageIndex } = recipe;
  return {
    model: modelName,
    ...(recipe.class && { class: { name: recipe.class.name } }),
    canvas: { schedule: schedule.map(({ rows, columns }) => ({ rows, columns })) },
    guidance: { mode: guidance.mode, scale: guidance.scale },
    sampling: { topK: sampling.topK, topP: sampling.topP, greedyRule: sampling.greedyRule },
    seed,
    ...(imageIndex > 0 && { imageIndex }),
  };
}
