import type {
  BranchGenerationInput,
  EditDetailsFragment,
  ExpandImageInput,
  GenerateImageInput,
  GenerationPartsFragment,
  InpaintImageInput,
  RefineImageInput,
} from '../gql/graphql.ts';

/** A mutation and its input. */
export type RecipeRequest =
  | { readonly mutation: 'generateImage'; readonly input: GenerateImageInput }
  | { readonly mutation: 'branchGeneration'; readonly input: BranchGenerationInput }
  | { readonly mutation: 'inpaintImage'; readonly input: InpaintImageInput }
  | { readonly mutation: 'expandImage'; readonly input: ExpandImageInput }
  | { readonly mutation: 'refineImage'; readonly input: RefineImageInput };

type Mapping = Extract<EditDetailsFragment, { __typename: 'ExpandEdit' }>['mapping'];

/**
 * The request that recreates the picture, with nothing left to defaults.
 * @param edit the edit that made it, if any.
 * @param sourceScale `Scale.id` of its source, if that is a scale.
 */
export function recipeRequest(
  { recipe, parent }: GenerationPartsFragment,
  edit: EditDetailsFragment | null,
  sourceScale: string | null,
): RecipeRequest {
  const { guidance, sampling, schedule, seed, imageIndex } = recipe;
  const input = {
    ...(recipe.class && { class: { name: recipe.class.name } }),
    canvas: { schedule: schedule.map(({ rows, columns }) => ({ rows, columns })) },
    guidance: { mode: guidance.mode, scale: guidance.scale },
    sampling: { topK: sampling.topK, topP: sampling.topP, greedyRule: sampling.greedyRule },
    seed,
    imageIndex,
  };
  if (edit?.__typename === 'BranchEdit') {
    if (!parent) throw new Error('A branch without a parent.');
    const kept = {
      id: parent.generation.id,
      scale: parent.scaleIndex,
      ...(!recipe.class && { withoutClass: true }),
    };
    return { mutation: 'branchGeneration', input: { ...kept, ...input } };
  }
  const model = { model: recipe.modelName };
  if (edit === null) return { mutation: 'generateImage', input: { ...model, ...input } };
  const source = sourceScale === null ? { dataUri: edit.scaledSource.dataUri } : { scale: sourceScale };
  switch (edit.__typename) {
    case 'InpaintEdit': {
      const mask = { image: { dataUri: edit.mask.dataUri }, polarity: 'WHITE_IS_EDIT' as const };
      const { fromScale } = edit;
      return {
        mutation: 'inpaintImage',
        input: { source, mask, fromScale, ...composite(edit), ...model, ...input },
      };
    }
    case 'ExpandEdit': {
      const by = { sides: addedSides(edit.mapping, sourceScale === null) };
      return { mutation: 'expandImage', input: { source, by, ...composite(edit), ...model, ...input } };
    }
    case 'RefineEdit':
      return {
        mutation: 'refineImage',
        input: { source, fidelity: edit.fidelity, ...model, ...input },
      };
  }
}

function composite({ feather = null }: { readonly feather?: number | null }) {
  return feather === null ? { composite: false } : { feather };
}

/**
 * Pixels added on each side, in pixels of the source as sent.
 * @param scaled whether the source is sent at its size in the canvas rather than its original size.
 */
function addedSides({ sourceSize, source, crop }: Mapping, scaled: boolean) {
  const across = scaled ? 1 : sourceSize.width / source.width;
  const down = scaled ? 1 : sourceSize.height / source.height;
  return {
    left: Math.round((source.left - crop.left) * across),
    top: Math.round((source.top - crop.top) * down),
    right: Math.round((crop.left + crop.width - source.left - source.width) * across),
    bottom: Math.round((crop.top + crop.height - source.top - source.height) * down),
  };
}
