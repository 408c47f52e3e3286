import { graphql } from '../gql/gql.ts';
import { execute } from './execute.ts';
import { Refusal } from './refusal.ts';
import { useChangeGeneration } from './use-change-generation.ts';

const document = graphql(`
  mutation CancelGeneration($id: ID!) {
    cancelGeneration(input: { id: $id }) {
      __typename
      ... on CancelGenerationSuccess {
        generation {
          ...GenerationParts
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

/** Cancels a generation; its finished scales are kept. */
export function useCancelGeneration() {
  return useChangeGeneration(async (id: string) => {
    const { cancelGeneration } = await execute(document, { id });
    if (cancelGeneration.__typename !== 'CancelGenerationSuccess') throw new Refusal(cancelGeneration);
    return cancelGeneration.generation;
  });
}
