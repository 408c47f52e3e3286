import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A subscription over one of the transports: results as they come, until the server ends it. */
export type Subscribe = <Result, Variables extends Record<string, unknown>>(
  url: string,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => AsyncIterableIterator<ExecutionResult<Result>, undefined>;

/** Over a WebSocket of its own, with the client that GraphQL applications use. */
export const overWebSocket: Subscribe = <Result, Variables extends Record<string, unknown>>(
  url: string,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => {
  const client = createClient({ url: webSocketUrl(url), webSocketImpl: WebSocket, retryAttempts: 0 });
  const results: AsyncIterator<unknown, undefined> = client.iterate({ query: print(document), variables });
  return typed<Result>(results, async () => {
    await results.return?.();
    await client.dispose();
  });
};

/** Over a response of server-sent events. */
export const overEventStream: Subscribe = <Result, Variables extends Record<string, unknown>>(
  url: string,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
) => {
  const aborted = new AbortController();
  const results = readEvents(url, { query: print(document), variables }, aborted.signal);
  return typed<Result>(results, async () => aborted.abort());
};

/** What comes over the wire has the type that the document says. */
function typed<Result>(
  results: AsyncIterator<unknown, undefined>,
  end: () => Promise<void>,
): AsyncIterableIterator<ExecutionResult<Result>, undefined> {
  return {
    next: () => results.next() as Promise<IteratorResult<ExecutionResult<Result>, undefined>>,
    async return() {
      await end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export const transports = [
  ['WebSocket', overWebSocket],
  ['server-sent events', overEventStream],
] as const;

export function webSocketUrl(url: string): string {
  return `${url.replace(/^http/, 'ws')}/graphql`;
}

/** Everything until the end. */
export async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

async function* readEvents(
  url: string,
  body: object,
  signal: AbortSignal,
): AsyncGenerator<unknown, undefined> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.body) throw new Error('The response has no body.');
  let text = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      if (event.includes('event: complete')) return undefined;
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data) yield JSON.parse(data);
    }
  }
  throw new Error('The stream was cut off before its end.');
}
