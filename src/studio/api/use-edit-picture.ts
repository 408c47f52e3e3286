import { graphql } from '../gql/gql.ts';
import type { ExpandImageInput, InpaintImageInput, RefineImageInput } from '../gql/graphql.ts';
import { execute } from './execute.ts';
import { Refusal } from './refusal.ts';
import { useCreateGenerations } from './use-create-generations.ts';

const inpaintDocument = graphql(`
  mutation InpaintImage($input: InpaintImageInput!) {
    inpaintImage(input: $input) {
      __typename
      ... on InpaintImageSuccess {
        generations {
          ...GenerationParts
        }
      }
      ... on NotFoundError {
        suggestions
      }
      ... on Error {
        message
      }
    }
  }
`);

const expandDocument = graphql(`
  mutation ExpandImage($input: ExpandImageInput!) {
    expandImage(input: $input) {
      __typename
      ... on ExpandImageSuccess {
        generations {
          ...GenerationParts
        }
      }
      ... on NotFoundError {
        suggestions
      }
      ... on Error {
        message
      }
    }
  }
`);

const refineDocument = graphql(`
  mutation RefineImage($input: RefineImageInput!) {
    refineImage(input: $input) {
      __typename
      ... on RefineImageSuccess {
        generations {
          ...GenerationParts
        }
      }
      ... on NotFoundError {
        suggestions
      }
      ... on Error {
        message
      }
    }
  }
`);

/** One of the operations on a picture; as `editPlan` takes it. */
export type EditRequest =
  | { readonly inpaint: InpaintImageInput }
  | { readonly expand: ExpandImageInput }
  | { readonly refine: RefineImageInput };

/** Makes pictures from a picture. */
export function useEditPicture() {
  return useCreateGenerations(async (request: EditRequest) => {
    if ('inpaint' in request) {
      const { inpaintImage } = await execute(inpaintDocument, { input: request.inpaint });
      if (inpaintImage.__typename !== 'InpaintImageSuccess') throw new Refusal(inpaintImage);
      return inpaintImage.generations;
    }
    if ('expand' in request) {
      const { expandImage } = await execute(expandDocument, { input: request.expand });
      if (expandImage.__typename !== 'ExpandImageSuccess') throw new Refusal(expandImage);
      return expandImage.generations;
    }
    const { refineImage } = await execute(refineDocument, { input: request.refine });
    if (refineImage.__typename !== 'RefineImageSuccess') throw new Refusal(refineImage);
    return refineImage.generations;
  });
}
