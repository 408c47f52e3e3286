import { graphql } from '../gql/gql.ts';
import type { CreationFragment, GenerationPartsFragment } from '../gql/graphql.ts';
import { Refusal } from './refusal.ts';

/** The answer of every mutation that makes pictures. */
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

/** The generations that were made. @throws Refusal */
export function created(answer: CreationFragment): readonly GenerationPartsFragment[] {
  if (answer.__typename !== 'GenerationsCreated') throw new Refusal(answer);
  return answer.generations;
}
