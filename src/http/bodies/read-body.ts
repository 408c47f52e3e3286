import { GraphQLError } from 'graphql';

/**
 * The chunks of a request's body, cut off where it becomes too large; what is announced as too large is not read at all.
 * @throws GraphQLError that answers 413, or 400 when the announced length makes no sense.
 */
export async function* limitedBody(request: Request, limit: number): AsyncGenerator<Uint8Array, void, void> {
  const announced = request.headers.get('content-length');
  if (announced !== null && !/^\d+$/.test(announced)) throw badRequest('Content-Length header is invalid.');
  if (Number(announced) > limit) throw bodyTooLarge(limit);
  if (request.body === null) return;
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw bodyTooLarge(limit);
    yield chunk;
  }
}

/** @throws GraphQLError that answers 413 */
export async function readBody(request: Request, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limitedBody(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export function bodyTooLarge(limit: number): GraphQLError {
  return new GraphQLError(`The body is too large: at most ${limit} bytes are accepted.`, {
    extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', limit, http: { status: 413 } },
  });
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}
