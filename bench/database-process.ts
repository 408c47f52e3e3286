import { sql } from 'kysely';
import { z } from 'zod';
import { openDatabase } from '../src/database/open-database.ts';
import { memoryTogether } from './resident-memory.ts';

// A process that opens a database, says what that took, and stores one number after the other until it is killed.
// Arguments: folder, address of a server (or nothing). Answers by IPC.

export const databaseReportSchema = z.object({
  openMs: z.number(),
  /** Memory that opening added to the process, in MB; null where the system does not tell. */
  memoryMB: z.number().nullable(),
  /** Numbers stored by earlier processes. */
  found: z.number(),
  commitsMs: z.array(z.number()),
  /** The last number that was acknowledged. */
  acknowledged: z.number(),
});
export type DatabaseReport = z.infer<typeof databaseReportSchema>;

/** Commits before it reports. */
const commits = 300;

if (import.meta.main) {
  const [, , folder = '', url = ''] = process.argv;
  const before = memoryTogether([process.pid]);
  const started = performance.now();
  const { kysely } = await openDatabase({ folder, ...(url !== '' && { url }) });
  const openMs = performance.now() - started;
  const after = memoryTogether([process.pid]);
  await sql`create table if not exists kept (number integer)`.execute(kysely);
  const { rows } = await sql<{ count: number }>`select count(*)::integer count from kept`.execute(kysely);
  const found = rows[0]?.count ?? 0;
  const commitsMs: number[] = [];
  for (let number = found; ; number++) {
    const begun = performance.now();
    await sql`insert into kept values (${number})`.execute(kysely);
    commitsMs.push(performance.now() - begun);
    if (commitsMs.length < commits) continue;
    process.send?.({
      openMs,
      memoryMB: before && after && after - before,
      found,
      commitsMs: commitsMs.slice(0, commits),
      acknowledged: number + 1,
    } satisfies DatabaseReport);
  }
}
