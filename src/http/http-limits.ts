import type { BodyLimits } from './bodies/use-request-bodies.ts';
import type { ConnectionLimits } from './connections/admit-connections.ts';
import type { CostLimits } from './operation/operation-cost.ts';

/** What clients may ask of the server, and how long it waits for them. */
export interface HttpLimits extends BodyLimits, ConnectionLimits, CostLimits {
  /** Time a client has for the headers of a request, in milliseconds. */
  readonly headersTimeout: number;
  /** Time a connection is kept for another request, in milliseconds. */
  readonly keepAliveTimeout: number;
  /** Time a client may read nothing of what waits for it, in milliseconds. */
  readonly unreadTimeout: number;
  /** Bytes of large requests that are held at once for all clients; half of them for one address. */
  readonly bodyMemory: number;
  /** The same of all others, so that those never wait for large ones. */
  readonly ordinaryBodyMemory: number;
  /** Bytes of subscriptions that are open, for all clients; half of them for one address. */
  readonly subscriptionMemory: number;
  /** Time a request waits for its share of them, in milliseconds. */
  readonly bodyMemoryTimeout: number;
  /** Size of an answer, or of an event of a subscription, in bytes. */
  readonly answerBytes: number;
  /** Bytes of large answers that wait to be read, for all clients; half of them for one address. */
  readonly unreadBytes: number;
  /** Requests of one connection that are answered at once; those sent without waiting for them are held back. */
  readonly pipelined: number;
  /** Requests of one address that are held back at once, those it gave up lately included. */
  readonly pipelinedPerAddress: number;
  /** Operations under way at once, three quarters of them for one address. */
  readonly operationsAtOnce: number;
  /** Operations of one connection that are under way at once. */
  readonly operationsPerConnection: number;
  /** Operations of one connection that wait for that; further ones are refused. */
  readonly operationsWaiting: number;
  /** Time a WebSocket client has for its first message, in milliseconds. */
  readonly webSocketInitTimeout: number;
  /** Operations, subscriptions among them, that may be open on one WebSocket. */
  readonly webSocketOperations: number;
  /** Interval of WebSocket pings, in milliseconds. */
  readonly webSocketKeepAlive: number;
  /** Bytes a WebSocket client may leave unread before nothing more is taken from it. */
  readonly webSocketUnreadBytes: number;
}

export const defaultHttpLimits: HttpLimits = {
  bodyBytes: 2 ** 20,
  uploadBytes: 32 * 2 ** 20,
  bodyIdleTimeout: 10_000,
  slowestBody: 32 * 2 ** 10,
  bodyMemory: 128 * 2 ** 20,
  ordinaryBodyMemory: 64 * 2 ** 20,
  subscriptionMemory: 64 * 2 ** 20,
  bodyMemoryTimeout: 10_000,
  connections: 4096,
  connectionsPerAddress: 2048,
  headersTimeout: 10_000,
  keepAliveTimeout: 10_000,
  unreadTimeout: 30_000,
  answerBytes: 24 * 2 ** 20,
  unreadBytes: 128 * 2 ** 20,
  pipelined: 8,
  pipelinedPerAddress: 1000,
  operationsAtOnce: 64,
  operationsPerConnection: 8,
  operationsWaiting: 100,
  cost: 40_000,
  depth: 15,
  webSocketInitTimeout: 3000,
  webSocketOperations: 100,
  webSocketKeepAlive: 12_000,
  webSocketUnreadBytes: 2 ** 20,
};
