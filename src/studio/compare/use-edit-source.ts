import { useQuery } from '@tanstack/react-query';
import { execute } from '../api/execute.ts';
import { graphql } from '../gql/gql.ts';

const document = graphql(`
  query EditSource($id: ID!) {
    generation(id: $id) {
      edit {
        ... on PictureEdit {
          source {
            dataUri
          }
        }
      }
    }
  }
`);

/** The source of a generation, laid out like the result; null if it has none. */
export function useEditSource(id: string) {
  return useQuery({
    queryKey: ['edit source', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const edit = (await execute(document, { id }, signal)).generation?.edit;
      return edit && 'source' in edit ? edit.source.dataUri : null;
    },
  });
}
