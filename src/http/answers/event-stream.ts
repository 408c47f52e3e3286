import type { ExecutionResult } from 'graphql-ws';
import type { RequestContext } from '../request-context.ts';
import { textOf, type WrittenResult } from './written-result.ts';

/** Interval of comments that show proxies and clients that the connection lives, in milliseconds. */
const pingInterval = 12_000;

/** What every stream of events says to whoever passes it on: neither keep nor gather it. */
export const eventStreamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
};

/**
 * Results as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html, and "distinct connections"
 * of the GraphQL over SSE protocol). The next one is made when the last has left for the network. The id of each is that of
 * the event that was made last: a browser sends it back when it connects again.
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
      // Some browsers take the headers only when something follows.
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
      // Without a last word when it failed: the client connects again and goes on.
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
