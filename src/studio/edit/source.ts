import type { SourceInput } from '../gql/graphql.ts';

/** The picture that is edited. */
export type Source = {
  readonly url: string;
  /** Size in pixels. */
  readonly width: number;
  readonly height: number;
} & (
  | { readonly kind: 'file'; readonly file: File }
  /** A scale of a generation, and the class of that. */
  | { readonly kind: 'scale'; readonly scaleId: string; readonly className: string | null }
);

/** How a request names it. */
export function sourceInput(source: Source): SourceInput {
  return source.kind === 'file' ? { upload: source.file } : { scale: source.scaleId };
}
