import { z } from 'zod/mini';
import type { TypedDocumentString } from '../gql/graphql.ts';
import { authorization, refuseKey } from '../sign-in/access-key.ts';
import { requestBody } from './request-body.ts';

/** The response contains errors, with or without data. */
export class ApiError extends Error {
  /** Stable error code, such as `INVALID_INPUT`; null if the server gave none. */
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
 * Sends a query or mutation over HTTP, including any files in its variables.
 * @throws ApiError if the response contains errors; TypeError if the server cannot be reached.
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
  // The document was validated against the server's schema when its types were generated.
  return data as Result;
}
