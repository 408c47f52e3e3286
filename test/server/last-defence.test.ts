import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, inject, it, vi } from 'vitest';
import { copyDatabase } from '../setup/database-template.ts';
import { testModel } from '../setup/test-models.ts';
import { temporaryDataDir } from './npm-start.ts';

const root = join(import.meta.dirname, '../..');

vi.setConfig({ testTimeout: 120_000 });

it('uncaught errors are logged; the server continues if nothing is left half done, and shuts down cleanly otherwise', async () => {
  await using data = await temporaryDataDir();
  await copyDatabase(inject('databaseTemplate'), join(data.path, 'database'));
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_OPTIONS: `--import ${join(import.meta.dirname, 'unexpected-errors.ts')}`,
      PORT: '0',
      DATA_DIR: data.path,
      MODELS_DIR: inject('modelsFolder'),
      DEFAULT_MODEL: testModel,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const logged = async (wanted: string) => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done) throw new Error(`never logged: ${wanted}`);
      if (value.includes(wanted)) return JSON.parse(value);
    }
  };
  try {
    const { url } = await logged('"ready"');
    const lives = async () => (await fetch(`${url}/health/live`)).ok;
    child.kill('SIGUSR2');
    expect(await logged('ECONNRESET')).toMatchObject({ level: 40 });
    expect(await lives()).toBe(true);
    child.kill('SIGUSR2');
    expect(await logged('nobody waits for this')).toMatchObject({ level: 60 });
    expect(await lives()).toBe(true);
    child.kill('SIGUSR2');
    expect(await logged('nothing takes this')).toMatchObject({ level: 60 });
    expect(await exited).toEqual([1, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
