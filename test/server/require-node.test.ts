import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

/** Runs an empty program behind the check, as a Node that says to be of a version. */
async function runAs(version: string): Promise<string> {
  const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
  const checks = ['--import', `data:text/javascript,${pretend}`, '--import', './require-node.mjs'];
  const ran = promisify(execFile)(process.execPath, [...checks, '--eval', ''], { cwd: root });
  return ran.then(
    ({ stderr }) => stderr,
    ({ stderr }) => stderr,
  );
}

test.each(['18.20.8', '20.20.2', '22.21.0', '24.1.0'])('Node %s is refused with one line', async version => {
  const said = await runAs(version);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toContain(`Node 24.2 or newer is needed, this is ${version}.`);
});

test.each(['24.2.0', '24.21.0', '26.0.0'])('Node %s is taken without a word', async version => {
  expect(await runAs(version)).toBe('');
});

test('every script that runs Node is checked, and gets the signals that npm gets', async () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const ours = Object.values(scripts).filter(script => /\bnode\b/.test(script));
  expect(ours).toContain('exec node --import ./require-node.mjs src/main.ts');
  for (const script of ours) expect(script).toMatch(/^exec node --import \.\/require-node\.mjs\b/);
});
