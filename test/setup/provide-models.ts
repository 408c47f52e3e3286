import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildTestModels } from './test-models.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A models folder whose one pack is small and fast; see `test-models.ts`. */
    modelsFolder: string;
  }
}

export default async function provideModels(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-test-models-'));
  await buildTestModels(folder);
  project.provide('modelsFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
