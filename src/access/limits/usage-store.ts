import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { CountedLimit } from './limits.ts';
import type { Subject } from './subject.ts';

/** A part of a quota to take. */
export interface Wanted {
  readonly subject: Subject;
  readonly name: CountedLimit;
  /** Less than this is of no use. */
  readonly need: number;
  /** Taken if that much is left; at least `need`. */
  readonly want: number;
  /** The quota of a window. */
  readonly limit: number;
  /** Length of a window. */
  readonly seconds: number;
}

/** What was taken. */
export interface Taken {
  /** 0, or `need` to `want`. */
  readonly granted: number;
  /** Left of the quota for everyone, in this window. */
  readonly left: number;
  /** Identifies the window: equal for all that is taken in it. */
  readonly window: number;
  /** Milliseconds until it ends. */
  readonly resetsInMs: number;
}

/** Usage in the current window. */
export interface Usage {
  readonly used: number;
  readonly window: number;
  readonly resetsInMs: number;
}

/**
 * Takes a part of a quota, in one atomic statement. A window begins with the first use, and its time is that of the database,
 * so processes agree on it. The row remembers the latest grant, because only PostgreSQL 18 can return the old row.
 */
export async function takeUsage(
  database: Kysely<Tables>,
  { subject, name, need, want, limit, seconds }: Wanted,
): Promise<Taken> {
  const first = need <= limit ? Math.min(want, limit) : 0;
  const over = sql`known.resets_at <= statement_timestamp()`;
  const next = sql`case
    when ${limit}::bigint - known.used >= ${want}::bigint then ${want}::bigint
    when ${limit}::bigint - known.used >= ${need}::bigint then ${limit}::bigint - known.used
    else 0 end`;
  const { rows } = await sql<{ granted: number; used: number; window: number; resetsInMs: number }>`
    insert into usage as known (subject, name, used, granted, resets_at)
    values (
      ${subject}, ${name}, ${first}::bigint, ${first}::bigint,
      statement_timestamp() + make_interval(secs => ${seconds})
    )
    on conflict (subject, name) do update set
      used = case when ${over} then excluded.used else known.used + ${next} end,
      granted = case when ${over} then excluded.granted else ${next} end,
      resets_at = case when ${over} then excluded.resets_at else known.resets_at end
    returning
      granted::double precision as granted,
      used::double precision as used,
      extract(epoch from resets_at)::double precision as window,
      extract(epoch from resets_at - statement_timestamp())::double precision * 1000 as "resetsInMs"`.execute(
    database,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('usage was not stored');
  const { granted, used, window, resetsInMs } = row;
  return { granted, left: Math.max(0, limit - used), window, resetsInMs };
}

/** Usage of a subject in windows that have not ended. */
export async function readUsage(
  database: Kysely<Tables>,
  subject: Subject,
): Promise<ReadonlyMap<string, Usage>> {
  const { rows } = await sql<Usage & { name: string }>`
    select
      name,
      used::double precision as used,
      extract(epoch from resets_at)::double precision as window,
      extract(epoch from resets_at - statement_timestamp())::double precision * 1000 as "resetsInMs"
    from usage where subject = ${subject} and resets_at > statement_timestamp()`.execute(database);
  return new Map(rows.map(({ name, ...usage }) => [name, usage]));
}

/** Deletes usage of windows that ended long ago. */
export async function forgetUsage(database: Kysely<Tables>): Promise<void> {
  await database.deleteFrom('usage').where('resets_at', '<', sql<Date>`now() - interval '1 hour'`).execute();
}
