import { graphql } from '../gql/gql.ts';
import type { ExpandImageInput, InpaintImageInput, RefineImageInput } from '../gql/graphql.ts';
import { created } from './created.ts';
import { execute } from './execute.ts';
import { useCreateGenerations } from './use-create-generations.ts';

const inpaintDocument = graphql(`
  mutation InpaintImage($input: InpaintImageInput!) {
    inpaintImage(input: $input) {
      ...Creation
    }
  }
`);

const expandDocument = graphql(`
  mutation ExpandImage($input: ExpandImageInput!) {
    expandImage(input: $input) {
      ...Creation
    }
  }
`);

const refineDocument = graphql(`
  mutation RefineImage($input: RefineImageInput!) {
    refineImage(input: $input) {
      ...Creation
    }
  }
`);

/** An operation on a picture, as input of `requestPlan`. */
export type EditRequest =
  | { readonly inpaint: InpaintImageInput }
  | { readonly expand: ExpandImageInput }
  | { readonly refine: RefineImageInput };

/** Creates pictures from a picture. */
export function useEditPicture() {
  return useCreateGenerations(async (request: EditRequest) => {
    if ('inpaint' in request) {
      const { inpaintImage } = await execute(inpaintDocument, { input: request.inpaint });
      return created(inpaintImage);
    }
    if ('expand' in request) {
      const { expandImage } = await execute(expandDocument, { input: request.expand });
      return created(expandImage);
    }
    const { refineImage } = await execute(refineDocument, { input: request.refine });
    return created(refineImage);
  });
}
