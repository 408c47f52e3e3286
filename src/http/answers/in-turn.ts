import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { Asker } from '../../fairness/asker.ts';
import type { ByteBudget } from '../../fairness/byte-budget.ts';
import type { Gate, Place } from '../../fairness/gate.ts';
import { TooMuchWaitingError } from '../../fairness/too-much-waiting-error.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import { connectionOf } from '../connections/connection.ts';
import type { Requester } from '../connections/requester.ts';
import { problem } from '../problem.ts';

export interface InTurnOptions {
  readonly gate: Gate;
  /** Budget for large responses until they have been read. */
  readonly unread: ByteBudget;
  readonly requesterOf: (request: IncomingMessage) => Requester;
}

/**
 * Serves requests for files, which may have to be computed first, in turns, and only to clients that read responses.
 */
export function inTurn({ gate, unread, requesterOf }: InTurnOptions): MiddlewareHandler<{
  Bindings: HttpBindings;
  Variables: { asker: Asker };
}> {
  return async (context, next) => {
    const { incoming, outgoing } = context.env;
    const { client } = requesterOf(incoming);
    const { operations } = connectionOf(incoming.socket);
    const id = Symbol('file');
    const signal = operations.begin(id);
    outgoing.once('close', () => operations.end(id));
    context.set('asker', { client, signal });
    let place: Place | null = null;
    try {
      place = await gate.enter(client, signal);
      await next();
    } catch (error) {
      if (!(error instanceof TooMuchWaitingError)) throw error;
      return problem(429, 'Too many requests', error.message, { 'retry-after': '1' });
    } finally {
      place?.leave();
    }
    const bytes = Number(context.res.headers.get('content-length') ?? 0);
    if (bytes <= ordinaryBytes) return;
    const release = unread.tryTake(bytes, client);
    if (release === null) {
      const detail = 'Too many responses are waiting to be read. Read those first, then try again.';
      return problem(503, 'Too much unread', detail, { 'retry-after': '5' });
    }
    signal.addEventListener('abort', release, { once: true });
  };
}
