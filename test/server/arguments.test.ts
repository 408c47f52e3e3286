import { spawnSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { helpText } from '../../src/config-help.ts';

// All of the server is loaded before it can say anything: slow where cores are few.
vi.setConfig({ testTimeout: 180_000 });

function run(...options: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/main.ts', ...options], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test.each(['--help', '-h'])('%s says what can be set, and starts nothing', option => {
  expect(run(option)).toEqual({ status: 0, stdout: helpText(), stderr: '' });
});

test('any other option stops the start with one line', () => {
  const stderr = 'Unknown option --port. See --help for the settings, which are environment variables.\n';
  expect(run('--port', '5000')).toEqual({ status: 1, stdout: '', stderr });
});
