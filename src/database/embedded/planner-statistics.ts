import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Interval of size checks. */
const lookMs = 300_000;
/** Below this size, in 8 KB pages, any plan is good. */
const smallPages = 32;
/** A table is analysed again after growing by this factor. */
const growth = 1.5;
/**
 * ANALYZE samples thirty times as many rows. A small value suffices, because it blocks everything else and rows are
 * similar.
 */
const target = 10;

/**
 * Keeps planner statistics current, at startup and when tables grow. A server has autovacuum for this, PGlite does not.
 */
export class PlannerStatistics {
  readonly #kysely: Kysely<Tables>;
  readonly #timer: NodeJS.Timeout;
  #closed = false;
  #looking: Promise<void>;

  constructor(kysely: Kysely<Tables>) {
    this.#kysely = kysely;
    this.#looking = this.#look();
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, lookMs).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    try {
      for (const table of await this.#grown()) {
        if (this.#closed) return;
        await this.#kysely.transaction().execute(async transaction => {
          await sql`set local default_statistics_target = ${sql.lit(target)}`.execute(transaction);
          await sql`analyze ${sql.table(table)}`.execute(transaction);
        });
      }
    } catch {
      // Without statistics, queries are merely slower, and the next check retries.
    }
  }

  async #grown(): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`
      select namespace.nspname || '.' || class.relname as name
      from pg_class class join pg_namespace namespace on namespace.oid = class.relnamespace
      where class.relkind = 'r' and namespace.nspname in ('public', 'pgboss')
        and pg_relation_size(class.oid) / 8192 > greatest(${smallPages}, class.relpages * ${growth}::double precision)`.execute(
      this.#kysely,
    );
    return rows.map(({ name }) => name);
  }
}
