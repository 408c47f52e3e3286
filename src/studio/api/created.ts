import { graphql } from '../gql/gql.ts';
import type { CreationFragment, GenerationPartsFragment } from '../gql/graphql.ts';
import { Refusal } from './refusal.ts';

/** The result of every mutation that creates pictures. */
export const creation = graphql(`
  fragment Creation on CreateGenerationsResult {
    __typename
    ... on GenerationsCreated {
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
`);

/** The created generations. @throws Refusal */
export function created(answer: CreationFragment): readonly GenerationPartsFragment[] {
  if (answer.__typename !== 'GenerationsCreated') throw new Refusal(answer);
  return answer.generations;
}
