import { useInfiniteQuery } from '@tanstack/react-query';
import { graphql } from '../gql/gql.ts';
import { execute } from './execute.ts';
import { historyKey } from './list-keys.ts';

export const historyEntry = graphql(`
  fragment HistoryEntry on Generation {
    id
    status
    createdAt
    recipe {
      class {
        name
      }
      seed
    }
    plan {
      width
      height
    }
    bestScale {
      index
      image(maxEdge: 320) {
        url
      }
    }
    animation(maxEdge: 320) {
      url
    }
  }
`);

const document = graphql(`
  query History($after: String) {
    generations(first: 24, after: $after) {
      edges {
        node {
          ...HistoryEntry
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** All generations, newest first, page by page. */
export function useHistory() {
  return useInfiniteQuery({
    queryKey: historyKey,
    queryFn: async ({ pageParam, signal }) =>
      (await execute(document, { after: pageParam }, signal)).generations,
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    // Generations that were unfinished a moment ago may be finished now.
    staleTime: 0,
  });
}
