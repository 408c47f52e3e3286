import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { execute } from '../api/execute.ts';
import { graphql } from '../gql/gql.ts';
import type { AnimationFormat, ImageFormat } from '../gql/graphql.ts';

const stillDocument = graphql(`
  query StillFile($scale: ID!, $format: ImageFormat!, $maxEdge: Int) {
    node(id: $scale) {
      ... on Scale {
        image(format: $format, maxEdge: $maxEdge) {
          url
          width
          height
          byteLength
        }
      }
    }
  }
`);

const animationDocument = graphql(`
  query AnimationFile($id: ID!, $format: AnimationFormat!, $maxEdge: Int) {
    generation(id: $id) {
      animation(format: $format, maxEdge: $maxEdge) {
        url
        width
        height
        byteLength
      }
    }
  }
`);

/** A download: one scale as a picture, or all scales as an animation. */
export type FileChoice = { readonly maxEdge: number } & (
  | { readonly kind: 'still'; readonly scaleId: string; readonly format: ImageFormat }
  | { readonly kind: 'animation'; readonly generationId: string; readonly format: AnimationFormat }
);

/** URL and size of a file. While another is being looked up, the previous one stays. */
export function useFile(choice: FileChoice) {
  return useQuery({
    queryKey: ['file', choice],
    queryFn: async ({ signal }) => {
      const { maxEdge } = choice;
      if (choice.kind === 'animation') {
        const variables = { id: choice.generationId, format: choice.format, maxEdge };
        return (await execute(animationDocument, variables, signal)).generation?.animation ?? null;
      }
      const { node } = await execute(
        stillDocument,
        { scale: choice.scaleId, format: choice.format, maxEdge },
        signal,
      );
      return node && 'image' in node ? node.image : null;
    },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
