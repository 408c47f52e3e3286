import type { IncomingMessage } from 'node:http';
import type { Client } from '../../fairness/client.ts';
import { connectionOf } from './connection.ts';
import type { Proxies } from './proxies.ts';

/** The sender of a request, and the address under which it reaches this server. */
export interface Requester {
  readonly client: Client;
  /** The requested host with port; null if not given. */
  readonly host: string | null;
  /** Such as `http://localhost:4000`, without a trailing slash. */
  readonly baseUrl: string;
}

/**
 * @param publicUrl the configured address, which takes precedence: behind a proxy without headers, only the operator
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
