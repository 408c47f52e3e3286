import type { ExecutionResult } from 'graphql-ws';
import type { RequestContext } from '../request-context.ts';
import { textOf, type WrittenResult } from './written-result.ts';

/** Interval of keep-alive comments, in milliseconds. */
const pingInterval = 12_000;

/** Headers of every event stream, telling proxies not to cache or buffer it. */
export const eventStreamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
};

/**
 * Results as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html, and "distinct
 * connections" of the GraphQL over SSE protocol). Each result is produced after the previous one has been sent. Its id
 * is that of the last event produced; browsers send it back when they reconnect.
 */
export function eventStream(
  results: AsyncIterable<ExecutionResult | WrittenResult>,
  { events, soon }: Pick<RequestContext, 'events' | 'soon'>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const iterator = results[Symbol.asyncIterator]();
  let pings: NodeJS.Timeout | undefined;
  let canceled = false;
  return new ReadableStream({
    start(controller) {
      const ping = () => {
        if (controller.desiredSize !== null && controller.desiredSize > 0)
          controller.enqueue(encoder.encode(':\n\n'));
      };
      // Some browsers process the headers only after the first bytes of the body.
      ping();
      pings = setInterval(ping, pingInterval);
    },
    async pull(controller) {
      const next = await iterator.next().catch(() => null);
      await new Promise<void>(soon);
      if (canceled) return;
      if (next !== null && !next.done) {
        const id = events.lastId === null ? '' : `id: ${events.lastId}\n`;
        return controller.enqueue(encoder.encode(`${id}event: next\ndata: ${textOf(next.value)}\n\n`));
      }
      clearInterval(pings);
      // On failure, close without a final event, so that the client reconnects and resumes.
      if (next !== null) controller.enqueue(encoder.encode('event: complete\ndata:\n\n'));
      controller.close();
    },
    async cancel() {
      canceled = true;
      clearInterval(pings);
      await iterator.return?.();
    },
  });
}
