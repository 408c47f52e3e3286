import { useQuery } from '@tanstack/react-query';
import { execute } from '../api/execute.ts';
import { graphql } from '../gql/gql.ts';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { recipeRequest } from './recipe-request.ts';

const document = graphql(`
  query EditDetails($id: ID!) {
    generation(id: $id) {
      edit {
        ...EditDetails
      }
      parent {
        scaleIndex
        generation {
          scales {
            id
            index
          }
        }
      }
    }
  }
`);

export const editDetails = graphql(`
  fragment EditDetails on Edit {
    __typename
    ... on PictureEdit {
      scaledSource {
        dataUri
      }
      mapping {
        sourceSize {
          width
          height
        }
        source {
          left
          top
          width
          height
        }
        crop {
          left
          top
          width
          height
        }
      }
    }
    ... on InpaintEdit {
      mask {
        dataUri
      }
      fromScale
      feather
    }
    ... on ExpandEdit {
      feather
    }
    ... on RefineEdit {
      fidelity
    }
  }
`);

/** The request that recreates the picture; looks up its source. */
export function useRecipeRequest(generation: GenerationPartsFragment) {
  return useQuery({
    queryKey: ['recipe request', generation.id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      if (generation.edit == null) return recipeRequest(generation, null, null);
      const { generation: found } = await execute(document, { id: generation.id }, signal);
      const { scaleIndex, generation: parent } = found?.parent ?? {};
      const scale = parent?.scales.find(({ index }) => index === scaleIndex);
      return recipeRequest(generation, found?.edit ?? null, scale?.id ?? null);
    },
  });
}
