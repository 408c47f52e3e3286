import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { execute } from '../api/execute.ts';
import { graphql } from '../gql/gql.ts';
import type { ModelPartsFragment } from '../gql/graphql.ts';
import { generateInput, type Settings } from './settings.ts';

const document = graphql(`
  query PlanGeneration($input: RequestInput!) {
    requestPlan(input: $input) {
      ... on RequestPlan {
        warnings
      }
    }
  }
`);

/** Warnings about a request outside the range the model does well, before it is sent. */
export function useWarnings(settings: Settings, model: ModelPartsFragment): readonly string[] {
  // Class and seed do not affect the warnings.
  const generate = { ...generateInput({ ...settings, seed: null }, model), class: { index: 0 } };
  const { data } = useQuery({
    queryKey: ['warnings', generate],
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const { requestPlan } = await execute(document, { input: { generate } }, signal);
      return 'warnings' in requestPlan ? requestPlan.warnings : [];
    },
  });
  return data ?? [];
}
