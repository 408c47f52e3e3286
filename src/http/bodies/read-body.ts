import { setTimeout as delay } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { Pace, type PaceLimits } from './pace.ts';
import type { RequestBody } from './request-body.ts';

/**
 * Bodies above this size, in bytes, have a separate budget, so that they never take the room of ordinary operations.
 */
export const ordinaryBytes = 2 ** 16;

export interface BodyReading extends PaceLimits {
  /** Told of the declared size, if it is not too large and before anything is read. @throws to refuse it */
  readonly announce?: (bytes: number) => Promise<unknown>;
  /** Maximum size, in bytes. */
  readonly limit: number;
  /** Waits for room: for the declared size or, without one, for an ordinary body, then for the limit. */
  readonly reserve: (bytes: number) => Promise<unknown>;
}

/**
 * The chunks of a request body, aborted when it becomes too large; a body declared too large is not read at all.
 * @throws GraphQLError with status 413, 408 if it arrives too slowly, or 400 if it ends early or the declared length is
 *   invalid.
 */
export async function* limitedBody(
  { announced, chunks }: RequestBody,
  { limit, announce, reserve, ...pace }: BodyReading,
): AsyncGenerator<Uint8Array, void, void> {
  if (announced !== undefined && !/^\d+$/.test(announced))
    throw badRequest('Content-Length header is invalid.');
  const expected = Number(announced ?? 0);
  if (expected > limit) throw bodyTooLarge(limit);
  if (announced !== undefined) await announce?.(expected);
  let reserved = announced === undefined ? ordinaryBytes : expected;
  await reserve(reserved);
  const arrival = new Pace(pace);
  let bytes = 0;
  for (;;) {
    const { done, value: chunk } = await nextInTime(chunks, arrival);
    if (done) return;
    bytes += chunk.byteLength;
    arrival.arrived(chunk.byteLength);
    if (bytes > limit) throw bodyTooLarge(limit);
    if (bytes > reserved) {
      reserved = limit;
      await reserve(limit);
    }
    yield chunk;
  }
}

/** @throws GraphQLError with status 408, 413 or 400 */
export async function readBody(body: RequestBody, reading: BodyReading): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limitedBody(body, reading)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function nextInTime(
  chunks: AsyncIterator<Uint8Array>,
  arrival: Pace,
): Promise<IteratorResult<Uint8Array>> {
  const came = new AbortController();
  const tooLate = delay(Math.max(0, arrival.left), undefined, { signal: came.signal }).then(() => {
    throw tooSlow();
  });
  const next = chunks.next().catch(() => {
    throw badRequest('The body ended before it was complete.');
  });
  try {
    return await Promise.race([next, tooLate]);
  } finally {
    came.abort();
    for (const loser of [next, tooLate]) loser.catch(() => {});
  }
}

export function bodyTooLarge(limit: number): GraphQLError {
  return new GraphQLError(`The body is too large: at most ${limit} bytes are accepted.`, {
    extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', limit, http: { status: 413 } },
  });
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

function tooSlow(): GraphQLError {
  return new GraphQLError('The body is arriving too slowly. Send it again over a faster connection.', {
    extensions: { code: 'REQUEST_TIMEOUT', http: { status: 408 } },
  });
}
