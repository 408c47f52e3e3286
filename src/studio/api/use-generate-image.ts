import { graphql } from '../gql/gql.ts';
import type { GenerateImageInput } from '../gql/graphql.ts';
import { created } from './created.ts';
import { execute } from './execute.ts';
import { useCreateGenerations } from './use-create-generations.ts';

const document = graphql(`
  mutation GenerateImage($input: GenerateImageInput!) {
    generateImage(input: $input) {
      ...Creation
    }
  }
`);

/** Requests pictures. */
export function useGenerateImage() {
  return useCreateGenerations(async (input: GenerateImageInput) => {
    const { generateImage } = await execute(document, { input });
    return created(generateImage);
  });
}
