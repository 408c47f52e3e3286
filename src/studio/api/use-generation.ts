import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { graphql } from '../gql/gql.ts';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { applyEvent } from './apply-event.ts';
import { execute } from './execute.ts';
import { hasEnded } from './has-ended.ts';
import { watchGeneration } from './watch-generation.ts';

const document = graphql(`
  query FindGeneration($id: ID!) {
    node(id: $id) {
      __typename
      ...GenerationParts
    }
  }
`);

/** Where a generation's state is kept in this page; null: there is none of this id. */
export function generationQuery(id: string) {
  return queryOptions({
    queryKey: ['generation', id],
    queryFn: async ({ signal }): Promise<GenerationPartsFragment | null> => {
      // By any id, since this one may be a part of an address that somebody wrote.
      const { node } = await execute(document, { id }, signal);
      return node?.__typename === 'Generation' ? node : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** How often a place in the queue is asked for anew: no event tells that others have gone ahead. */
const queueInterval = 1500;

/** A generation as it is, kept up to date by its events until it has ended. */
export function useGeneration(id: string) {
  const client = useQueryClient();
  const query = useQuery({
    ...generationQuery(id),
    refetchInterval: ({ state }) => (state.data?.status === 'QUEUED' ? queueInterval : false),
  });
  const live = query.data != null && !hasEnded(query.data);

  useEffect(() => {
    if (!live) return;
    const watching = new AbortController();
    const { queryKey } = generationQuery(id);
    const follow = async () => {
      const from = client.getQueryData(queryKey)?.revision ?? 0;
      for await (const event of watchGeneration(id, from, watching.signal)) {
        client.setQueryData(queryKey, known => known && applyEvent(known, event));
      }
    };
    // Whatever the events could not tell, the truth can always be read.
    follow().catch(() => client.invalidateQueries({ queryKey }));
    return () => watching.abort();
  }, [client, id, live]);

  return query;
}
