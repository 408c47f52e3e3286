import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildDatabaseTemplate } from './database-template.ts';
import { buildTestModels } from './test-models.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An embedded database with all tables and nothing in them, to be copied. */
    databaseTemplate: string;
    /** A models folder whose one pack is small and fast; see `test-models.ts`. */
    modelsFolder: string;
  }
}

/** Makes what many tests start from once, since both take seconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-test-'));
  const databaseTemplate = join(folder, 'database');
  const modelsFolder = join(folder, 'models');
  await Promise.all([buildDatabaseTemplate(databaseTemplate), buildTestModels(modelsFolder)]);
  project.provide('databaseTemplate', databaseTemplate);
  project.provide('modelsFolder', modelsFolder);
  return () => rm(folder, { recursive: true, force: true });
}
