import type { IncomingMessage } from 'node:http';

/**
 * The token of the header `Authorization: Bearer ...` (RFC 6750). Browsers cannot set headers of a WebSocket, so it may also
 * be `authorization` in the payload of `connection_init`.
 * @param params that payload; null for plain HTTP requests.
 * @returns null if there is none.
 */
export function bearerToken(
  { headers }: IncomingMessage,
  params: Readonly<Record<string, unknown>> | null = null,
): string | null {
  const said = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const [, token] = /^bearer +(\S+) *$/i.exec(String(said ?? headers.authorization ?? '')) ?? [];
  return token ?? null;
}
