import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** Gives each test of a file an empty folder of its own. @returns its path, or that of something in it. */
export function temporaryFolder(): (...parts: readonly string[]) => string {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'converter-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return (...parts) => join(folder, ...parts);
}

/** Gives all tests of a file one folder. @returns its path, or that of something in it. */
export function sharedFolder(): (...parts: readonly string[]) => string {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'converter-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return (...parts) => join(folder, ...parts);
}
