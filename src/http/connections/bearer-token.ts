import type { IncomingMessage } from 'node:http';

/**
 * The token of the header `Authorization: Bearer ...` (RFC 6750). Browsers send no headers with a WebSocket: there
 * `authorization` in the payload of the first message says the same.
 * @param params that payload; null for a request that is no WebSocket's.
 * @returns null when there is none.
 */
export function bearerToken(
  { headers }: IncomingMessage,
  params: Readonly<Record<string, unknown>> | null = null,
): string | null {
  const said = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const [, token] = /^bearer +(\S+) *$/i.exec(String(said ?? headers.authorization ?? '')) ?? [];
  return token ?? null;
}
