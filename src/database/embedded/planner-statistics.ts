import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Between two looks at how much there is. */
const lookMs = 300_000;
/** Below this size, in pages of 8 KB, any plan is good. */
const smallPages = 32;
/** A table is counted anew when it has grown by this factor. */
const growth = 1.5;
/** Thirty times as many rows are looked at in a table: this holds up everybody else, and ours are alike. */
const target = 10;

/**
 * Tells the planner how much there is in each table, at the start and when they have grown: a server has autovacuum for
 * that, PGlite nobody.
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
      // Without them queries are slower at most, and the next look tries again.
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
