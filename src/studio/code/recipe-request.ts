import type { BranchGenerationInput, GenerateImageInput, GenerationPartsFragment } from '../gql/graphql.ts';

/** A mutation and its input. */
export type RecipeRequest =
  | { readonly mutation: 'generateImage'; readonly input: GenerateImageInput }
  | { readonly mutation: 'branchGeneration'; readonly input: BranchGenerationInput };

/** The request that makes the same picture again, with nothing left to defaults. */
export function recipeRequest({ recipe, parent, operation }: GenerationPartsFragment): RecipeRequest {
  const { guidance, sampling, schedule, seed, imageIndex } = recipe;
  const input = {
    ...(recipe.class && { class: { name: recipe.class.name } }),
    canvas: { schedule: schedule.map(({ rows, columns }) => ({ rows, columns })) },
    guidance: { mode: guidance.mode, scale: guidance.scale },
    sampling: { topK: sampling.topK, topP: sampling.topP, greedyRule: sampling.greedyRule },
    seed,
    imageIndex,
  };
  if (operation === 'BRANCH' && parent) {
    const { scaleIndex, generation } = parent;
    const kept = { id: generation.id, scale: scaleIndex, ...(!recipe.class && { withoutClass: true }) };
    return { mutation: 'branchGeneration', input: { ...kept, ...input } };
  }
  return { mutation: 'generateImage', input: { model: recipe.modelName, ...input } };
}
