import type { BodyLimits } from './bodies/use-request-bodies.ts';
import type { ConnectionLimits } from './connections/admit-connections.ts';
import type { CostLimits } from './operation/operation-cost.ts';

/** Limits and time-outs for clients. */
export interface HttpLimits extends BodyLimits, ConnectionLimits, CostLimits {
  /** Time-out for request headers, in milliseconds. */
  readonly headersTimeout: number;
  /** Keep-alive time-out of a connection, in milliseconds. */
  readonly keepAliveTimeout: number;
  /** Time a client may leave pending data unread, in milliseconds. */
  readonly unreadTimeout: number;
  /** Memory for large requests of all clients, in bytes; half of it per address. */
  readonly bodyMemory: number;
  /** The same for other requests, so that these never wait for large ones. */
  readonly ordinaryBodyMemory: number;
  /** Memory for open subscriptions of all clients, in bytes; half of it per address. */
  readonly subscriptionMemory: number;
  /** Maximum time a request waits for memory, in milliseconds. */
  readonly bodyMemoryTimeout: number;
  /** Maximum size of a response or subscription event, in bytes. */
  readonly answerBytes: number;
  /** Memory for large unread responses of all clients, in bytes; half of it per address. */
  readonly unreadBytes: number;
  /** Concurrent requests per connection; further pipelined ones are held back. */
  readonly pipelined: number;
  /** Held-back requests per address, including recently abandoned ones. */
  readonly pipelinedPerAddress: number;
  /** Concurrent operations; three quarters of them per address. */
  readonly operationsAtOnce: number;
  /** Concurrent operations per connection. */
  readonly operationsPerConnection: number;
  /** Waiting operations per connection; more are refused. */
  readonly operationsWaiting: number;
  /** Time-out for the first message of a WebSocket client, in milliseconds. */
  readonly webSocketInitTimeout: number;
  /** Open operations per WebSocket, including subscriptions. */
  readonly webSocketOperations: number;
  /** Interval of WebSocket pings, in milliseconds. */
  readonly webSocketKeepAlive: number;
  /** Unread bytes at which reading from a WebSocket client stops. */
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
