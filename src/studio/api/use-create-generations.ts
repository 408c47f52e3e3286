import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { branchesKey, historyKey } from './list-keys.ts';
import { generationQuery } from './use-generation.ts';

/** A mutation that creates generations; `useGeneration` knows them at once. */
export function useCreateGenerations<Variables>(
  create: (variables: Variables) => Promise<readonly GenerationPartsFragment[]>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: create,
    onSuccess: async generations => {
      for (const generation of generations)
        client.setQueryData(generationQuery(generation.id).queryKey, generation);
      await Promise.all([
        client.invalidateQueries({ queryKey: historyKey }),
        client.invalidateQueries({ queryKey: branchesKey }),
      ]);
    },
  });
}
