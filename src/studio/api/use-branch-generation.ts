import { graphql } from '../gql/gql.ts';
import type { BranchGenerationInput } from '../gql/graphql.ts';
import { execute } from './execute.ts';
import { Refusal } from './refusal.ts';
import { useCreateGenerations } from './use-create-generations.ts';

const document = graphql(`
  mutation BranchGeneration($input: BranchGenerationInput!) {
    branchGeneration(input: $input) {
      __typename
      ... on BranchGenerationSuccess {
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

/** Goes on from a scale of a generation in other ways. */
export function useBranchGeneration() {
  return useCreateGenerations(async (input: BranchGenerationInput) => {
    const { branchGeneration } = await execute(document, { input });
    if (branchGeneration.__typename !== 'BranchGenerationSuccess') throw new Refusal(branchGeneration);
    return branchGeneration.generations;
  });
}
