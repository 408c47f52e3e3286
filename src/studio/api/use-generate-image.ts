import { graphql } from '../gql/gql.ts';
import type { GenerateImageInput } from '../gql/graphql.ts';
import { execute } from './execute.ts';
import { Refusal } from './refusal.ts';
import { useCreateGenerations } from './use-create-generations.ts';

const document = graphql(`
  mutation GenerateImage($input: GenerateImageInput!) {
    generateImage(input: $input) {
      __typename
      ... on GenerateImageSuccess {
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

/** Asks for pictures. */
export function useGenerateImage() {
  return useCreateGenerations(async (input: GenerateImageInput) => {
    const { generateImage } = await execute(document, { input });
    if (generateImage.__typename !== 'GenerateImageSuccess') throw new Refusal(generateImage);
    return generateImage.generations;
  });
}
