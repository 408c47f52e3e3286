import { z } from 'zod/mini';
import type { TypedDocumentString } from '../gql/graphql.ts';
import { authorization, refuseKey } from '../sign-in/access-key.ts';
import { requestBody } from './request-body.ts';

/** The server's answer has errors instead of, or beside, data. */
export class ApiError extends Error {
  /** Stable name of the kind of error, such as `INVALID_INPUT`; null when the server gave none. */
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
  }
}

const responseSchema = z.object({
  data: z.optional(z.nullable(z.unknown())),
  errors: z.optional(
    z.array(
      z.object({
        message: z.string(),
        extensions: z.optional(z.object({ code: z.optional(z.string()) })),
      }),
    ),
  ),
});

/**
 * Sends a query or mutation over HTTP, with the files that are among its variables.
 * @throws ApiError when the server answers with errors; TypeError when it cannot be reached.
 */
export async function execute<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const { headers, body } = requestBody(document.toString(), variables);
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, ...authorization(), accept: 'application/graphql-response+json' },
    body,
    signal: signal ?? null,
  });
  const { data, errors } = responseSchema.parse(await response.json());
  const [error] = errors ?? [];
  if (error?.extensions?.code === 'UNAUTHENTICATED') refuseKey();
  if (error) throw new ApiError(error.message, error.extensions?.code ?? null);
  // The server's schema is what the document was checked against when its types were generated.
  return data as Result;
}
