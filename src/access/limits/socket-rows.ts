import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { Subject } from './subject.ts';

/** Locked per subject while a socket is opened, so that the limit is exact. */
const openingLock = 7_240_319;
/** Sockets of a process that was silent for this long no longer count, in seconds. */
const silentSeconds = 30;

/** Locks the sockets of a subject until the transaction ends. @returns how many are open in other processes. */
export async function lockSockets(
  transaction: Transaction<Tables>,
  subject: Subject,
  process: string,
): Promise<number> {
  await sql`select pg_advisory_xact_lock(${sql.lit(openingLock)}, hashtext(${subject}))`.execute(transaction);
  const { rows } = await sql<{ open: number }>`
    select coalesce(sum(open), 0)::integer as open from open_sockets
    where subject = ${subject} and process <> ${process}
      and seen_at > now() - make_interval(secs => ${silentSeconds})`.execute(transaction);
  return rows[0]?.open ?? 0;
}

/** Stores how many sockets a process has open, for some or all of its subjects. */
export async function storeSockets(
  database: Kysely<Tables>,
  process: string,
  open: Readonly<Record<Subject, number>>,
): Promise<void> {
  await sql`
    insert into open_sockets (subject, process, open)
    select key, ${process}, value::integer from jsonb_each_text(${JSON.stringify(open)}::jsonb)
    on conflict (subject, process) do update set open = excluded.open, seen_at = now()`.execute(database);
}

/** Deletes rows of a process, and those of processes that are gone. @param which all, or those without sockets. */
export async function forgetSockets(
  database: Kysely<Tables>,
  process: string,
  which: 'all' | 'closed',
): Promise<void> {
  await sql`
    delete from open_sockets
    where process = ${process} ${which === 'all' ? sql`` : sql`and open = 0`}
      or seen_at < now() - interval '10 minutes'`.execute(database);
}
