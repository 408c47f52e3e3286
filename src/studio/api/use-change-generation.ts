import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { generationQuery } from './use-generation.ts';

/** A mutation that returns the changed generation. */
export function useChangeGeneration<Variables>(
  change: (variables: Variables) => Promise<GenerationPartsFragment>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: generation => {
      // Its events may have arrived before this response.
      client.setQueryData(generationQuery(generation.id).queryKey, known =>
        known && known.revision > generation.revision ? known : generation,
      );
    },
  });
}
