import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { graphql } from '../gql/gql.ts';
import { execute } from './execute.ts';

const document = graphql(`
  query SearchClasses($model: String!, $search: String!, $first: Int!) {
    model(name: $model) {
      classes(search: $search, first: $first) {
        totalCount
        edges {
          node {
            index
            name
            synonyms
            kind
            thumbnail
          }
        }
      }
    }
  }
`);

/** Classes that match a text, best first. While a new text is being looked up, the previous results stay. */
export function useClassSearch(model: string, search: string, first = 50) {
  return useQuery({
    queryKey: ['classes', model, search, first],
    queryFn: async ({ signal }) => {
      const { model: found } = await execute(document, { model, search, first }, signal);
      return found?.classes.edges.map(({ node }) => node) ?? [];
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
