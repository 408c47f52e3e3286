import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type Db, fromKysely, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { notify } from '../../database/notifications.ts';
import { presenceLock } from '../../database/presence.ts';
import type { Tables } from '../../database/tables.ts';
import type { RunId } from '../generation.ts';
import { channels } from '../store/channels.ts';

/** Queue and schema names of pg-boss. The queue keeps the name it began with: another would lose what waits in it. */
const queueName = 'batches';
const schema = 'pgboss';

const dayInSeconds = 86_400;
/** A worker that lives says so this many times in a lease. */
const heartbeatsPerLease = 3;

/**
 * Set while pg-boss works in a transaction of ours. Some of its error paths look things up on its own connection
 * then; an embedded database has one connection, so that would wait for the transaction, and it for that, for ever.
 */
const inTransaction = new AsyncLocalStorage<boolean>();

/** What settling a job answers; its own types leave it out. */
const settledSchema = z.object({ affected: z.number() });

/** A run that this process may work on now. With its retry count it names the claim: another claim has another count. */
export interface Claim {
  readonly runId: RunId;
  readonly retryCount: number;
}

export interface RunQueueOptions {
  /**
   * On a server: how long a worker may be silent before its run is given to another, in seconds; 10 at least.
   * An embedded database needs no lease: nobody else can hold a claim.
   */
  readonly leaseSeconds: number;
  readonly onError: (error: Error) => void;
}

/**
 * The durable queue of runs: pg-boss on the same database, so that a run and its job are stored in one
 * transaction. A job has the id of its run, and carries nothing.
 */
export class RunQueue {
  readonly #boss: PgBoss;
  readonly #database: Database;
  /** How often a claim must be renewed, in milliseconds; null when it never lapses. */
  readonly heartbeatMs: number | null;

  private constructor(boss: PgBoss, database: Database, heartbeatMs: number | null) {
    this.#boss = boss;
    this.#database = database;
    this.heartbeatMs = heartbeatMs;
  }

  static async open(database: Database, options: RunQueueOptions): Promise<RunQueue> {
    const embedded = database.kind === 'embedded';
    // A lapsed lease is noticed within a third of its length.
    const watchSeconds = embedded ? 60 : Math.max(1, Math.floor(options.leaseSeconds / 3));
    const boss = new PgBoss({
      db: refusingInTransaction(database.forWork.queueDatabase),
      backend: embedded ? 'pglite' : 'postgres',
      schema,
      schedule: false,
      registerInstance: false,
      superviseIntervalSeconds: watchSeconds,
      monitorIntervalSeconds: watchSeconds,
    });
    boss.on('error', options.onError);
    try {
      await database.alone(() => prepare(boss, embedded ? null : options.leaseSeconds));
    } catch (error) {
      await boss.stop({ graceful: false });
      throw error;
    }
    const heartbeatMs = embedded ? null : (options.leaseSeconds * 1000) / heartbeatsPerLease;
    return new RunQueue(boss, database, heartbeatMs);
  }

  /** Queues a run; it can be claimed once the transaction commits. */
  async enqueue(transaction: Transaction<Tables>, runId: RunId): Promise<void> {
    const db = fromKysely(transaction);
    const id = await inTransaction.run(true, () => this.#boss.send(queueName, {}, { id: runId, db }));
    if (id === null) throw new Error(`Run ${runId} is queued already.`);
    await wakeWorkers(transaction);
  }

  /** The run that waited longest, or null when none waits. On a server it is noted who has it. */
  async claim(): Promise<Claim | null> {
    const { kind, forWork, presence } = this.#database;
    if (kind === 'embedded') return claimOf(await this.#boss.fetch<unknown>(queueName));
    return forWork.kysely.transaction().execute(transaction =>
      inTransaction.run(true, async () => {
        const claim = claimOf(await this.#boss.fetch<unknown>(queueName, { db: fromKysely(transaction) }));
        if (claim !== null)
          await transaction
            .updateTable('runs')
            .set({ holder: presence.name })
            .where('id', '=', claim.runId)
            .execute();
        return claim;
      }),
    );
  }

  /** Renews a claim. `false`: it lapsed, and another worker may have the run. */
  async renew(claim: Claim, transaction?: Transaction<Tables>): Promise<boolean> {
    const attempt = { id: claim.runId, retryCount: claim.retryCount };
    if (transaction === undefined) return affected(await this.#boss.touch(queueName, attempt));
    const db = fromKysely(transaction);
    return inTransaction.run(true, async () => affected(await this.#boss.touch(queueName, attempt, { db })));
  }

  /** Takes a finished run out of the queue; does nothing when the claim lapsed. */
  async complete(claim: Claim): Promise<void> {
    await this.#boss.complete(queueName, { id: claim.runId, retryCount: claim.retryCount });
  }

  /**
   * Takes runs of which no picture is wanted any more out of the queue, so that nobody waits for them. Outside of the
   * transactions that cancel: of two that cancel the last two pictures at once, neither sees the other's.
   */
  async discard(runs: readonly RunId[]): Promise<void> {
    await sql`
      delete from ${sql.id(schema, 'job')} job
      where job.name = ${queueName} and job.id = any(${[...runs]}::uuid[]) and job.state < 'active' and not exists (
        select from generations where run_id = job.id and status in ('QUEUED', 'RUNNING', 'CANCELING')
      )`.execute(this.#database.kysely);
  }

  /** Gives a run back, to be claimed again at once or after a delay; does nothing when the claim lapsed. */
  async release(claim: Claim, delaySeconds = 0): Promise<void> {
    await this.#database.forWork.kysely.transaction().execute(transaction =>
      inTransaction.run(true, async () => {
        const db = fromKysely(transaction);
        const attempt = { id: claim.runId, retryCount: claim.retryCount };
        const released = affected(await this.#boss.fail(queueName, attempt, null, { db }));
        if (!released) return;
        if (delaySeconds > 0)
          await this.#boss.update(queueName, undefined, { id: claim.runId, startAfter: delaySeconds, db });
        else await wakeWorkers(transaction);
      }),
    );
  }

  /**
   * Takes back whatever is claimed. Only for the sole process of an embedded database, before it claims anything:
   * holding the folder proves that whoever claimed it is dead.
   * @returns how many runs.
   */
  async takeBackAll(): Promise<number> {
    const { rows } = await sql<{ id: string; retryCount: number }>`
      select id, retry_count as "retryCount" from ${sql.id(schema, 'job')}
      where name = ${queueName} and state = 'active'`.execute(this.#database.forWork.kysely);
    if (rows.length > 0) await this.#boss.fail(queueName, rows);
    return rows.length;
  }

  /** Claims of processes that do not live any more, as far as can be seen. A connection that is made again is missing for a moment. */
  async orphans(): Promise<readonly Claim[]> {
    const { rows } = await sql<Claim>`
      select job.id as "runId", job.retry_count as "retryCount"
      from ${sql.id(schema, 'job')} job join runs on runs.id = job.id
      where job.name = ${queueName} and job.state = 'active' and runs.holder is not null and not exists (
        select from pg_locks
        where locktype = 'advisory' and classid = ${presenceLock} and objid = runs.holder and objsubid = 2
          and database = (select oid from pg_database where datname = current_database())
      )`.execute(this.#database.forWork.kysely);
    return rows;
  }

  /** Gives others' claims back, to be claimed again at once; does nothing for those that lapsed. */
  async takeBack(claims: readonly Claim[]): Promise<void> {
    for (const claim of claims) await this.release(claim);
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false });
  }
}

/** Starts pg-boss, which makes its tables where they are missing, and the queue in them. */
async function prepare(boss: PgBoss, leaseSeconds: number | null): Promise<void> {
  await boss.start();
  const settings = {
    // How often a run may fail is counted in its row, where progress resets the count.
    retryLimit: 1_000_000,
    retryDelay: 0,
    expireInSeconds: dayInSeconds,
    // What was accepted waits for as long as it takes.
    retentionSeconds: 3650 * dayInSeconds,
    deleteAfterSeconds: 3600,
  };
  await boss.createQueue(queueName, settings);
  await boss.updateQueue(queueName, { ...settings, heartbeatSeconds: leaseSeconds });
  // Loads the queue's settings now: inside a transaction of an embedded database, a statement outside it would wait
  // for ever.
  await boss.getQueue(queueName);
}

function claimOf([job]: readonly { readonly id: string; readonly retryCount: number }[]): Claim | null {
  return job === undefined ? null : { runId: job.id as RunId, retryCount: job.retryCount };
}

function refusingInTransaction(db: Db): Db {
  return {
    ...db,
    async executeSql(text, values) {
      if (inTransaction.getStore())
        throw new Error('The queue needed a statement of its own inside a transaction.');
      return db.executeSql(text, values);
    },
  };
}

async function wakeWorkers(database: Kysely<Tables>): Promise<void> {
  await notify(database, channels.work, ['']);
}

function affected(response: unknown): boolean {
  return settledSchema.parse(response).affected > 0;
}
