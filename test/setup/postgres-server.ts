import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { linkPostgresLibraries } from './link-postgres-libraries.ts';

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server; see `postgres-process.ts`.
 * @param folder that is there, empty and nobody else's: its mode is changed.
 */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  await linkPostgresLibraries();
  const child = fork(join(import.meta.dirname, 'postgres-process.ts'), [folder], { execArgv: [] });
  const ended = once(child, 'exit');
  const failed = ended.then(([code]) => {
    throw new Error(`PostgreSQL could not be started (exit code ${code})`);
  });
  const [message] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  return {
    url: z.url().parse(message),
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
