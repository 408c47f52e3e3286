import { useQuery } from '@tanstack/react-query';
import { graphql } from '../gql/gql.ts';
import { execute } from './execute.ts';
import { branchesKey } from './list-keys.ts';

const document = graphql(`
  query Branches($id: ID!) {
    generation(id: $id) {
      branches(first: 12) {
        edges {
          node {
            ...HistoryEntry
          }
        }
      }
    }
  }
`);

/** The newest generations made from a scale of this one. */
export function useBranches(id: string) {
  return useQuery({
    queryKey: [...branchesKey, id],
    queryFn: async ({ signal }) => {
      const { generation } = await execute(document, { id }, signal);
      return generation?.branches.edges.map(({ node }) => node) ?? [];
    },
  });
}
