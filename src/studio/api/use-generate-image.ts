import { useMutation, useQueryClient } from '@tanstack/react-query';
import { graphql } from '../gql/gql.ts';
import type { GenerateImageInput, GenerationPartsFragment } from '../gql/graphql.ts';
import { execute } from './execute.ts';
import { Refusal } from './expected-error.ts';
import { historyKey } from './history-key.ts';
import { generationQuery } from './use-generation.ts';

export const generateImageDocument = graphql(`
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

/** Asks for pictures; they are known to `useGeneration` at once. */
export function useGenerateImage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (input: GenerateImageInput): Promise<readonly GenerationPartsFragment[]> => {
      const { generateImage } = await execute(generateImageDocument, { input });
      if (generateImage.__typename !== 'GenerateImageSuccess') throw new Refusal(generateImage);
      return generateImage.generations;
    },
    onSuccess: async generations => {
      for (const generation of generations)
        client.setQueryData(generationQuery(generation.id).queryKey, generation);
      await client.invalidateQueries({ queryKey: historyKey });
    },
  });
}
