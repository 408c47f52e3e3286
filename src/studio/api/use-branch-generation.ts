import { graphql } from '../gql/gql.ts';
import type { BranchGenerationInput } from '../gql/graphql.ts';
import { created } from './created.ts';
import { execute } from './execute.ts';
import { useCreateGenerations } from './use-create-generations.ts';

const document = graphql(`
  mutation BranchGeneration($input: BranchGenerationInput!) {
    branchGeneration(input: $input) {
      ...Creation
    }
  }
`);

/** Branches from a scale of a generation. */
export function useBranchGeneration() {
  return useCreateGenerations(async (input: BranchGenerationInput) => {
    const { branchGeneration } = await execute(document, { input });
    return created(branchGeneration);
  });
}
