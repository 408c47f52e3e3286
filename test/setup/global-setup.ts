import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { databaseTemplate } from './database-template.ts';
import { startPostgres } from './postgres-server.ts';
import { buildTestModels } from './test-models.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An embedded database with all tables and nothing in them, to be copied. */
    databaseTemplate: string;
    /** A PostgreSQL server, to create databases on. */
    postgresUrl: string;
    /** A models folder whose one pack is small and fast; see `test-models.ts`. */
    modelsFolder: string;
  }
}

/** Makes what many tests start from once, since it takes seconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-test-'));
  const modelsFolder = join(folder, 'models');
  const [template, postgres] = await Promise.all([
    databaseTemplate(),
    startPostgres(join(folder, 'postgres')),
    buildTestModels(modelsFolder),
  ]);
  project.provide('databaseTemplate', template);
  project.provide('postgresUrl', postgres.url);
  project.provide('modelsFolder', modelsFolder);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
