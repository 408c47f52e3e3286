import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { execute } from '../api/execute.ts';
import { graphql } from '../gql/gql.ts';
import { readFile } from './read-file.ts';
import type { Source } from './source.ts';

const document = graphql(`
  query SourceScales($generation: ID!) {
    generation(id: $generation) {
      recipe {
        class {
          name
        }
      }
      scales {
        id
        index
        width
        height
        image(format: PNG) {
          url
        }
      }
    }
  }
`);

/** Address of the editor for a scale. */
export function editAddress(generationId: string, scaleIndex: number): string {
  return `/edit?${new URLSearchParams({ from: generationId, scale: String(scaleIndex) })}`;
}

/** The source being edited: a scale named in the address, or a local file. */
export function useSource() {
  const [search, setSearch] = useSearchParams();
  const file = useMutation({ mutationFn: readFile });
  const from = search.get('from');
  const index = Number(search.get('scale') ?? Number.NaN);
  const scale = useQuery({
    queryKey: ['source', from, index],
    enabled: from !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Source> => {
      const { generation } = await execute(document, { generation: from ?? '' }, signal);
      const found = generation?.scales.find(each => each.index === index) ?? generation?.scales.at(-1);
      if (!found) throw new Error('This picture does not exist on the server.');
      const { id, width, height, image } = found;
      const className = generation?.recipe.class?.name ?? null;
      return { kind: 'scale', scaleId: id, width, height, url: image.url, className };
    },
  });

  return {
    source: file.data ?? scale.data ?? null,
    error: file.error ?? scale.error,
    isPending: file.isPending || scale.isLoading,
    takeFile: file.mutate,
    putBack: () => {
      file.reset();
      setSearch({});
    },
  };
}
