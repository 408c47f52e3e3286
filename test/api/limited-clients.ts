import { once } from 'node:events';
import { pino } from 'pino';
import { type Access, openAccess } from '../../src/access/access.ts';
import { createKey } from '../../src/access/key-store.ts';
import { readLimits } from '../../src/access/limits/limits.ts';
import type { OwnerId } from '../../src/access/viewer.ts';
import type { Database } from '../../src/database/database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import type { DatabaseSite } from '../setup/test-databases.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { connectSocket, type ProtocolSocket } from './protocol-socket.ts';

/** A process that serves clients with keys. */
export interface LimitingServer extends ApiServer {
  readonly database: Database;
  readonly access: Access;
}

/** Starts one on a database that others may use, too. */
export async function startLimitingServer(site: DatabaseSite): Promise<LimitingServer> {
  const database = await openDatabase(site);
  const access = await openAccess({ kind: 'keys' }, database, pino({ level: 'silent' }));
  const server = await startApiServer({ database, access });
  const closeServer = server.close;
  const close = async () => {
    await closeServer();
    await access.close();
    await database.close();
  };
  return Object.assign(server, { database, access, close });
}

let keys = 0;

/** Makes a key with limits such as `requests=3`; each has an owner of its own. @returns its token. */
export async function keyWith(
  { database }: LimitingServer,
  limits: string,
  owner = `partner-${++keys}`,
): Promise<string> {
  const { token } = await createKey(
    database.kysely,
    {
      name: owner,
      owner: owner as OwnerId,
      scopes: ['read', 'generate'],
      expiresAt: null,
      limits: readLimits(limits),
    },
    'test',
  );
  return token;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Sends an operation with a key. */
export function ask(
  server: ApiServer,
  token: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return post(server.url, { query }, { ...bearer(token), ...headers });
}

/** A socket after its first message, which the server accepts or not. */
export async function openSocket(
  server: ApiServer,
  token: string,
): Promise<ProtocolSocket & { readonly closed: Promise<number> }> {
  const connection = await connectSocket(server.url);
  const closed = once(connection.socket, 'close').then(([code]) => Number(code));
  connection.send({ type: 'connection_init', payload: bearer(token) });
  return { ...connection, closed };
}
