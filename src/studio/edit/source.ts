import type { SourceInput } from '../gql/graphql.ts';

/** The picture being edited. */
export type Source = {
  readonly url: string;
  /** Size in pixels. */
  readonly width: number;
  readonly height: number;
} & (
  | { readonly kind: 'file'; readonly file: File }
  /** A scale of a generation, and its class. */
  | { readonly kind: 'scale'; readonly scaleId: string; readonly className: string | null }
);

/** The source as request input. */
export function sourceInput(source: Source): SourceInput {
  return source.kind === 'file' ? { upload: source.file } : { scale: source.scaleId };
}
