import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { makeTables } from './database-template.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server, to create databases on. */
    postgresUrl: string;
    /** Name of a database on it with all tables and nothing in them, to be copied. */
    postgresTemplate: string;
  }
}

const template = 'flexvar_template';

export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-test-postgres-'));
  const postgres = await startPostgres(folder);
  const url = new URL(postgres.url);
  url.pathname = template;
  await createDatabase(postgres.url, template);
  await makeTables({ folder: join(folder, 'unused'), url: url.href });
  project.provide('postgresUrl', postgres.url);
  project.provide('postgresTemplate', template);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
}
