import type { IncomingMessage } from 'node:http';
import type { Client } from '../../fairness/client.ts';
import { connectionOf } from './connection.ts';
import type { Proxies } from './proxies.ts';

/** Who sends a request, and under which address it reaches this server. */
export interface Requester {
  readonly client: Client;
  /** The host it asked for, with the port; null when it did not say. */
  readonly host: string | null;
  /** Such as `http://localhost:4000`, without a slash at the end. */
  readonly baseUrl: string;
}

/**
 * @param publicUrl the configured address, which goes first: behind a proxy that adds no headers only the operator
 *   knows it.
 */
export function requesterOf(
  request: IncomingMessage,
  proxies: Proxies,
  publicUrl: string | undefined,
): Requester {
  const { address, host, scheme } = proxies.senderOf(request);
  return {
    client: { address, connection: connectionOf(request.socket).name },
    host,
    baseUrl: publicUrl?.replace(/\/+$/, '') ?? `${scheme}://${host ?? 'localhost'}`,
  };
}
