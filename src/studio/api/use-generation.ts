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

/** Query key and data of a generation; null if it does not exist. */
export function generationQuery(id: string) {
  return queryOptions({
    queryKey: ['generation', id],
    queryFn: async ({ signal }): Promise<GenerationPartsFragment | null> => {
      // `node` accepts any id, and this one may come from an address that someone typed.
      const { node } = await execute(document, { id }, signal);
      return node?.__typename === 'Generation' ? node : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Polling interval for the queue position, since no event reports changes of it. */
const queueInterval = 1500;

/** The current state of a generation, kept up to date by its events until it ends. */
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
    // If the events fail, the state can always be read.
    follow().catch(() => client.invalidateQueries({ queryKey }));
    return () => watching.abort();
  }, [client, id, live]);

  return query;
}
