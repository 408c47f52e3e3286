import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../request-context.ts';
import { eventStream, eventStreamHeaders } from './event-stream.ts';

/** Writes subscription events with ids. (Yoga's own streams lack ids, and headers against proxy buffering.) */
export function useEventStreams(): Plugin<object, RequestContext> {
  return {
    onResultProcess({ result, resultProcessor, setResultProcessor, serverContext }) {
      if (resultProcessor === undefined || !isAsyncIterable(result)) return;
      const stream = () => new Response(eventStream(result, serverContext), { headers: eventStreamHeaders });
      setResultProcessor(stream, 'text/event-stream');
    },
  };
}
