import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Statements that write a generation's row, or its events, in Kysely's words or in SQL. */
const writes =
  /\b(?:insertInto|updateTable|deleteFrom|mergeInto)\('(?:generations|events)'\)|\b(?:insert into|update|delete from|merge into)\s+(?:generations|events)\b/;

it('writes rows of generations and their events in one place', () => {
  const writers = ['schema', 'src']
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)),
    )
    .filter(file => file.endsWith('.ts') && !/^src\/database\/migration-\d/.test(file))
    .filter(file => writes.test(readFileSync(join(root, file), 'utf8')));
  expect(writers).toEqual(['src/generations/life/change-generations.ts']);
});
