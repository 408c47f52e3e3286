import { useSuspenseQuery } from '@tanstack/react-query';
import { graphql } from '../gql/gql.ts';
import type { ModelPartsFragment } from '../gql/graphql.ts';
import { execute } from './execute.ts';

export const modelParts = graphql(`
  fragment ModelParts on Model {
    name
    title
    description
    stride
    trainedSide
    codebookSize
    classCount
    greedyRule {
      maxSampledSide
    }
    defaults {
      schedule
      guidance {
        mode
        scale
      }
      sampling {
        topK
        topP
        greedyRule
      }
    }
    schedules {
      name
      steps
      isDefault
      scales {
        width
        height
      }
    }
  }
`);

const document = graphql(`
  query Models {
    models {
      ...ModelParts
    }
  }
`);

/** The models of the server, the default one first. */
export function useModels(): readonly [ModelPartsFragment, ...ModelPartsFragment[]] {
  const { data } = useSuspenseQuery({
    queryKey: ['models'],
    queryFn: async ({ signal }) => (await execute(document, {}, signal)).models,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [first, ...others] = data;
  if (!first) throw new Error('The server has no models.');
  return [first, ...others];
}
