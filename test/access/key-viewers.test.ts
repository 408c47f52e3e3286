import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createKey } from '../../src/access/key-store.ts';
import { newToken } from '../../src/access/key-token.ts';
import { KeyViewers } from '../../src/access/key-viewers.ts';
import { usualLimits } from '../../src/access/limits/limits.ts';
import type { OwnerId } from '../../src/access/viewer.ts';
import { openCountedDatabase } from '../setup/counted-database.ts';

it.each(['embedded', 'server'] as const)('a flood of unknown keys takes few statements (%s)', async kind => {
  const counted = await openCountedDatabase(kind);
  const viewers = await KeyViewers.open(counted.database, pino({ level: 'silent' }), usualLimits);
  const { token } = await createKey(
    counted.database.kysely,
    {
      name: 'anna',
      owner: 'anna' as OwnerId,
      scopes: ['read'],
      expiresAt: null,
    },
    'test',
  );
  const statements = await counted.during(async () => {
    const flood = Array.from({ length: 1000 }, () => viewers.of(newToken().token).catch(String));
    expect(await viewers.of(token)).toMatchObject({ owner: 'anna' });
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['UnauthenticatedError: Unknown key.']));
  });
  // Of at most 500 keys each, and one that records the use.
  expect(statements).toBeLessThanOrEqual(6);
  // A known key is not looked up again.
  expect(await counted.during(() => viewers.of(token))).toBe(0);
  await viewers.close();
  await counted.database.close();
});
