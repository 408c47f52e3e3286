import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { execute } from '../api/execute.ts';
import { Refusal } from '../api/refusal.ts';
import type { EditRequest } from '../api/use-edit-picture.ts';
import { graphql } from '../gql/gql.ts';

const document = graphql(`
  query PlanEdit($input: RequestInput!) {
    requestPlan(input: $input) {
      __typename
      ... on RequestPlan {
        plan {
          index
          rows
          columns
          width
          height
          mask {
            sampledCells
            dataUri
          }
        }
        edit {
          ... on PictureEdit {
            notes
          }
          ... on RefineEdit {
            fidelity
          }
        }
        warnings
      }
      ... on Error {
        message
      }
    }
  }
`);

/**
 * What an edit would do.
 * @param request null while there is nothing to plan.
 */
export function useEditPlan(request: EditRequest | null) {
  return useQuery({
    queryKey: ['edit plan', request],
    // Files are compared by identity, not content: each chosen file is distinct.
    queryKeyHashFn: hashed,
    enabled: request !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }) => {
      if (!request) throw new Error('There is nothing to plan.');
      const { requestPlan } = await execute(document, { input: request }, signal);
      if (requestPlan.__typename !== 'RequestPlan') throw new Refusal(requestPlan);
      return requestPlan;
    },
  });
}

function hashed(key: unknown): string {
  return JSON.stringify(key, (_, value) =>
    value instanceof File ? [value.name, value.size, value.lastModified] : value,
  );
}
