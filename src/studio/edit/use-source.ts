import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
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

/** Where a scale is edited. */
export function editAddress(generationId: string, scaleIndex: number): string {
  return `/edit?${new URLSearchParams({ from: generationId, scale: String(scaleIndex) })}`;
}

/** What is edited: a scale that the address names, or a file, which nobody but this page has. */
export function useSource() {
  const [search, setSearch] = useSearchParams();
  const [file, setFile] = useState<Source | null>(null);
  const [fileError, setFileError] = useState<Error | null>(null);
  const from = search.get('from');
  const index = Number(search.get('scale') ?? Number.NaN);
  const scale = useQuery({
    queryKey: ['source', from, index],
    enabled: from !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Source> => {
      const { generation } = await execute(document, { generation: from ?? '' }, signal);
      const found = generation?.scales.find(each => each.index === index) ?? generation?.scales.at(-1);
      if (!found) throw new Error('There is no such picture on the server.');
      const { id, width, height, image } = found;
      const className = generation?.recipe.class?.name ?? null;
      return { kind: 'scale', scaleId: id, width, height, url: image.url, className };
    },
  });
  useEffect(() => () => void (file && URL.revokeObjectURL(file.url)), [file]);

  return {
    source: file ?? scale.data ?? null,
    error: fileError ?? scale.error,
    isPending: file === null && scale.isLoading,
    takeFile: async (chosen: File) => {
      try {
        setFile(await readFile(chosen));
        setFileError(null);
      } catch (error) {
        setFileError(error instanceof Error ? error : new Error(String(error)));
      }
    },
    putBack: () => {
      setFile(null);
      setFileError(null);
      setSearch({});
    },
  };
}
