import { graphql } from '../gql/gql.ts';
import { execute } from './execute.ts';
import { Refusal } from './refusal.ts';
import { useChangeGeneration } from './use-change-generation.ts';

const document = graphql(`
  mutation AcceptGeneration($id: ID!, $scale: Int!) {
    acceptGeneration(input: { id: $id, scale: $scale }) {
      __typename
      ... on AcceptGenerationSuccess {
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

/** Accepts a scale as the picture; finer ones are not computed. */
export function useAcceptGeneration() {
  return useChangeGeneration(async (variables: { id: string; scale: number }) => {
    const { acceptGeneration } = await execute(document, variables);
    if (acceptGeneration.__typename !== 'AcceptGenerationSuccess') throw new Refusal(acceptGeneration);
    return acceptGeneration.generation;
  });
}
