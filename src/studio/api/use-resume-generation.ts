import { graphql } from '../gql/gql.ts';
import { execute } from './execute.ts';
import { Refusal } from './refusal.ts';
import { useChangeGeneration } from './use-change-generation.ts';

const document = graphql(`
  mutation ResumeGeneration($id: ID!) {
    resumeGeneration(input: { id: $id }) {
      __typename
      ... on ResumeGenerationSuccess {
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

/** Resumes a held generation until its end. */
export function useResumeGeneration() {
  return useChangeGeneration(async (id: string) => {
    const { resumeGeneration } = await execute(document, { id });
    if (resumeGeneration.__typename !== 'ResumeGenerationSuccess') throw new Refusal(resumeGeneration);
    return resumeGeneration.generation;
  });
}
