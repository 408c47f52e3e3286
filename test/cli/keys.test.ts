import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { logAudit } from '../../src/access/audit.ts';
import { KeyViewers } from '../../src/access/key-viewers.ts';
import { usualLimits } from '../../src/access/limits/limits.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { createLogger } from '../../src/log.ts';
import { type DatabaseSite, newDatabaseSite } from '../setup/test-databases.ts';

// Each command is a process that opens the database: slow where cores are few.
vi.setConfig({ testTimeout: 120_000 });

let site: DatabaseSite;
beforeAll(async () => {
  site = await newDatabaseSite('server', { withTables: true });
});
afterAll(() => site.remove());

async function keys(...options: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const script = join(import.meta.dirname, '../../src/cli/keys.ts');
  const env = { ...process.env, DATABASE_URL: site.url ?? '' };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [script, ...options], { env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test('a key is made, listed without its secret, and revoked', async () => {
  const database = await openDatabase(site);
  const logged: string[] = [];
  const stopLogging = await logAudit(database, pino({}, { write: text => void logged.push(text) }));
  const created = await keys(
    'create',
    '--name',
    'partner',
    '--scopes',
    'generate,read',
    '--expires',
    '90',
    '--limits',
    'pixels=none, requests=300',
  );
  expect(created).toMatchObject({ code: 0 });
  const token = created.stdout.trim();
  const prefix = token.slice(0, 15);
  expect(token).toMatch(/^fv_[0-9a-f]{12}_[\w-]{43}$/);
  expect(created.stderr).toContain('not shown again');

  const viewers = await KeyViewers.open(database, createLogger('silent', false), usualLimits);
  try {
    expect(await viewers.of(token)).toMatchObject({
      owner: 'partner',
      scopes: new Set(['generate', 'read']),
      quotas: { limits: { ...usualLimits, requests: 300, pixels: null } },
    });
    const listed = await keys('list');
    expect(listed.stdout).toMatch(
      new RegExp(
        `^${prefix}  partner  owner partner  generate,read  limits requests=300,pixels=none  expires \\d{4}-\\d\\d-\\d\\d  last used `,
      ),
    );
    expect(listed.stdout).not.toContain(token.slice(16));

    expect((await keys('revoke', prefix)).stdout).toMatch(/ revoked \d{4}-\d\d-\d\d /);
    // The process that believed it was told.
    await expect.poll(() => viewers.of(token).catch(String)).toContain('was revoked');
    expect((await keys('revoke', prefix)).code).toBe(0);

    // Once each: what changed nothing is no entry.
    const audit = await keys('audit');
    expect(audit.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^\\d{4}-\\S+Z  KEY_CREATED  ${prefix}  owner partner  by cli:\\S+  .*"scopes":\\["generate","read"\\]`,
        ),
      ),
      expect.stringMatching(new RegExp(`Z  KEY_REVOKED  ${prefix}  owner partner  by cli:\\S+  `)),
    ]);
    expect((await keys('audit', '--last', '1')).stdout).toMatch(/^\S+ {2}KEY_REVOKED .*\n$/);
    expect(audit.stdout).not.toContain(token.slice(16));
    await expect.poll(() => logged.length).toBe(2);
    expect(logged.map(text => JSON.parse(text))).toMatchObject([
      { msg: 'audit', level: 30, action: 'KEY_CREATED', subject: prefix, owner: 'partner' },
      { msg: 'audit', level: 30, action: 'KEY_REVOKED', subject: prefix, owner: 'partner' },
    ]);
  } finally {
    await viewers.close();
    await stopLogging();
    await database.close();
  }
});

test.each([
  [['create', '--name', 'a b'], /--name and --owner are .*; given: "a b"/],
  [
    ['create', '--name', 'a', '--scopes', 'read,fly'],
    /Allowed, separated by commas: read, generate, operate/,
  ],
  [['create', '--name', 'a', '--expires', 'soon'], /A whole number of days/],
  [
    ['create', '--name', 'a', '--limits', 'speed=1'],
    /limit name must be one of requests, cost, pictures, pixels, sockets, upload; given: "speed"/,
  ],
  [
    ['create', '--name', 'a', '--limits', 'requests=1,pixels=1e9'],
    /limit pixels must be a whole number, 1 to 999999999999999, or none; given: "1e9"/,
  ],
  [['audit', '--last', '0'], /A whole number of entries, 1 to 999999/],
  [['revoke', 'fv_0123456789ab'], /There is no key with the prefix fv_0123456789ab/],
])('%s is refused with one line', async (options, line) => {
  const { code, stderr, stdout } = await keys(...options);
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr.trim()).toMatch(line);
  expect(stderr.trim()).not.toContain('\n');
});
