import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type Db, fromKysely, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { notify } from '../../database/notifications.ts';
import { presenceLock } from '../../database/presence.ts';
import type { Tables } from '../../database/tables.ts';
import type { ModelDigest } from '../../inference/packs/pack-digest.ts';
import type { RunId } from '../generation.ts';
import { channels } from '../store/channels.ts';
import { type ClaimRule, chooseRun, type QueuedRun } from './choose-run.ts';

/**
 * One queue per model, so that a worker claims only work it can do. Queue names are limited in length; half a digest is
 * unique enough.
 */
const queueNameOf = (modelDigest: string) => `runs.${modelDigest.slice(0, 32)}`;
/** The single queue of earlier versions. */
const formerQueue = 'batches';
const schema = 'pgboss';

const dayInSeconds = 86_400;
/** Heartbeats per lease. */
const heartbeatsPerLease = 3;

/**
 * Set while pg-boss works inside one of our transactions. Some of its error paths query over its own connection; with
 * the single connection of an embedded database, that would deadlock with the transaction.
 */
const inTransaction = new AsyncLocalStorage<boolean>();

/** The result of settling a job, which pg-boss's types omit. */
const settledSchema = z.object({ affected: z.number() });

/** A run claimed by this process. The retry count identifies the claim: every claim has a different one. */
export interface Claim {
  /** Digest of its model. */
  readonly modelDigest: ModelDigest;
  readonly runId: RunId;
  readonly retryCount: number;
}

/** A run just claimed. */
export interface NewClaim extends Claim, Pick<QueuedRun, 'share' | 'pictures'> {}

export interface RunQueueOptions {
  /**
   * On a server: seconds a worker may be silent before its run goes to another; at least 10. An embedded database needs
   * no lease, because no other process can hold a claim.
   */
  readonly leaseSeconds: number;
  readonly onError: (error: Error) => void;
}

/**
 * The durable queue of runs: pg-boss on the same database, so that a run and its job are stored in one transaction. A
 * job's id is that of its run; it has no payload.
 */
export class RunQueue {
  readonly #boss: PgBoss;
  readonly #database: Database;
  readonly #leaseSeconds: number | null;
  /** Queues known to exist, by model digest. */
  readonly #ready = new Map<string, Promise<void>>();
  /** Models take turns. */
  #turn = 0;

  private constructor(boss: PgBoss, database: Database, leaseSeconds: number | null) {
    this.#boss = boss;
    this.#database = database;
    this.#leaseSeconds = leaseSeconds;
  }

  /** Renewal interval of a claim in milliseconds; null if claims never expire. */
  get heartbeatMs(): number | null {
    return this.#leaseSeconds === null ? null : (this.#leaseSeconds * 1000) / heartbeatsPerLease;
  }

  static async open(database: Database, options: RunQueueOptions): Promise<RunQueue> {
    const embedded = database.kind === 'embedded';
    // Expired leases are noticed within a third of their length.
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
    const queue = new RunQueue(boss, database, embedded ? null : options.leaseSeconds);
    try {
      await database.alone(async () => {
        await boss.start();
        await queue.#emptyFormerQueue();
      });
    } catch (error) {
      await boss.stop({ graceful: false });
      throw error;
    }
    return queue;
  }

  /**
   * Ensures that a model has a queue. Call it before queuing runs: on an embedded database, a statement outside the
   * open transaction would deadlock.
   */
  prepare(modelDigest: ModelDigest): Promise<void> {
    const known = this.#ready.get(modelDigest);
    if (known !== undefined) return known;
    const ready = this.#createQueue(queueNameOf(modelDigest));
    this.#ready.set(modelDigest, ready);
    ready.catch(() => this.#ready.delete(modelDigest));
    return ready;
  }

  /** Queues a run of a prepared model; it can be claimed once the transaction commits. */
  async enqueue(transaction: Transaction<Tables>, runId: RunId, modelDigest: ModelDigest): Promise<void> {
    const db = fromKysely(transaction);
    const { number } = await transaction
      .selectFrom('runs')
      .select('number')
      .where('id', '=', runId)
      .executeTakeFirstOrThrow();
    const id = await inTransaction.run(true, () =>
      this.#boss.send(queueNameOf(modelDigest), {}, { id: runId, db, priority: number ?? 0 }),
    );
    if (id === null) throw new Error(`Run ${runId} is already queued.`);
    await wakeWorkers(transaction);
  }

  /**
   * Claims the run whose turn it is, of one of these models; null if there is none that the claimant may have. Models
   * take turns being checked first. On a server, the claimant is recorded.
   * @param modelDigests models the claimant serves.
   * @param rule which runs it may have.
   */
  async claim(modelDigests: readonly ModelDigest[], rule: ClaimRule): Promise<NewClaim | null> {
    this.#turn += 1;
    const first = this.#turn % Math.max(1, modelDigests.length);
    for (const modelDigest of [...modelDigests.slice(first), ...modelDigests.slice(0, first)]) {
      await this.prepare(modelDigest);
      const claim = await this.#claimOne(modelDigest, rule);
      if (claim !== null) return claim;
    }
    return null;
  }

  /** pg-boss knows an order by one number only, so the choice is ours: it is asked for exactly that job. */
  async #claimOne(modelDigest: ModelDigest, rule: ClaimRule): Promise<NewClaim | null> {
    const { kind, forWork, presence } = this.#database;
    const queueName = queueNameOf(modelDigest);
    return forWork.kysely.transaction().execute(transaction =>
      inTransaction.run(true, async () => {
        const chosen = await chooseRun(transaction, modelDigest, queueName, `${schema}.job`, rule);
        if (chosen === null) return null;
        const { priority, share, pictures } = chosen;
        const [job] = await this.#boss.fetch<unknown>(queueName, {
          db: fromKysely(transaction),
          minPriority: priority,
          maxPriority: priority,
        });
        if (job === undefined) return null;
        if (kind === 'server')
          await transaction
            .updateTable('runs')
            .set({ holder: presence.name })
            .where('id', '=', job.id)
            .execute();
        return { modelDigest, runId: job.id as RunId, retryCount: job.retryCount, share, pictures };
      }),
    );
  }

  /** Renews a claim. `false` if it has expired; another worker may have the run. */
  async renew(claim: Claim, transaction?: Transaction<Tables>): Promise<boolean> {
    const attempt = { id: claim.runId, retryCount: claim.retryCount };
    const queueName = queueNameOf(claim.modelDigest);
    if (transaction === undefined) return affected(await this.#boss.touch(queueName, attempt));
    const db = fromKysely(transaction);
    return inTransaction.run(true, async () => affected(await this.#boss.touch(queueName, attempt, { db })));
  }

  /** Removes a finished run from the queue; does nothing if the claim has expired. */
  async complete(claim: Claim): Promise<void> {
    await this.#database.forWork.kysely.transaction().execute(transaction =>
      inTransaction.run(true, async () => {
        const attempt = { id: claim.runId, retryCount: claim.retryCount };
        const db = fromKysely(transaction);
        const completed = await this.#boss.complete(queueNameOf(claim.modelDigest), attempt, null, { db });
        if (affected(completed))
          await transaction.updateTable('runs').set({ open: false }).where('id', '=', claim.runId).execute();
      }),
    );
  }

  /**
   * Removes runs without remaining pictures from the queue, so that nothing waits behind them. It runs outside the
   * canceling transactions: two that cancel the last two pictures concurrently do not see each other.
   */
  async discard(runs: readonly RunId[]): Promise<void> {
    await sql`
      with discarded as (
        delete from ${sql.id(schema, 'job')} job
        where job.name like ${queueNameOf('%')} and job.id = any(${[...runs]}::uuid[]) and job.state < 'active' and not exists (
          select from generations where run_id = job.id and status in ('QUEUED', 'RUNNING', 'CANCELING')
        )
        returning id
      )
      update runs set open = false from discarded where runs.id = discarded.id`.execute(
      this.#database.kysely,
    );
  }

  /** Releases a run, to be claimed again at once or after a delay; does nothing if the claim has expired. */
  async release(claim: Claim, delaySeconds = 0): Promise<void> {
    const queueName = queueNameOf(claim.modelDigest);
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
   * Releases all claims. Only for the sole process of an embedded database, before it claims anything: holding the
   * folder lock proves that earlier claimants are dead.
   * @returns number of runs.
   */
  async takeBackAll(): Promise<number> {
    const { rows } = await sql<{ name: string; id: string; retryCount: number }>`
      select name, id, retry_count as "retryCount" from ${sql.id(schema, 'job')}
      where state = 'active'`.execute(this.#database.forWork.kysely);
    for (const [name, jobs] of Map.groupBy(rows, row => row.name)) await this.#boss.fail(name, jobs);
    return rows.length;
  }

  /** Claims of processes that appear dead. A reconnecting process is missing for a moment. */
  async orphans(): Promise<readonly Claim[]> {
    const { rows } = await sql<Claim>`
      select runs.model_digest as "modelDigest", job.id as "runId", job.retry_count as "retryCount"
      from ${sql.id(schema, 'job')} job join runs on runs.id = job.id
      where job.name like ${queueNameOf('%')} and job.state = 'active' and runs.holder is not null and not exists (
        select from pg_locks
        where locktype = 'advisory' and classid = ${presenceLock} and objid = runs.holder and objsubid = 2
          and database = (select oid from pg_database where datname = current_database())
      )`.execute(this.#database.forWork.kysely);
    return rows;
  }

  /** Releases claims of other processes for immediate reclaiming; ignores expired ones. */
  async takeBack(claims: readonly Claim[]): Promise<void> {
    for (const claim of claims) await this.release(claim);
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false });
  }

  async #createQueue(name: string): Promise<void> {
    const settings = {
      // Failures are counted in the run's row, where progress resets the count.
      retryLimit: 1_000_000,
      retryDelay: 0,
      expireInSeconds: dayInSeconds,
      // Accepted work waits indefinitely.
      retentionSeconds: 3650 * dayInSeconds,
      deleteAfterSeconds: 3600,
    };
    await this.#boss.createQueue(name, settings);
    await this.#boss.updateQueue(name, { ...settings, heartbeatSeconds: this.#leaseSeconds });
    // Loads the queue settings now; see `prepare`.
    await this.#boss.getQueue(name);
  }

  /** Moves jobs queued by an earlier version to the current queues; existing claims on them become invalid. */
  async #emptyFormerQueue(): Promise<void> {
    const { rows } = await sql<{ id: RunId; digest: ModelDigest }>`
      select distinct job.id, generations.model_digest as digest
      from ${sql.id(schema, 'job')} as job join generations on generations.run_id = job.id
      where job.name = ${formerQueue} and job.state in ('created', 'retry', 'active')`.execute(
      this.#database.kysely,
    );
    for (const { id, digest } of rows) {
      await this.prepare(digest);
      await this.#database.kysely.transaction().execute(async transaction => {
        const db = fromKysely(transaction);
        await inTransaction.run(true, () => this.#boss.deleteJob(formerQueue, id, { db }));
        await this.enqueue(transaction, id, digest);
      });
    }
  }
}

function refusingInTransaction(db: Db): Db {
  return {
    ...db,
    async executeSql(text, values) {
      if (inTransaction.getStore())
        throw new Error('The queue tried to run its own statement inside a transaction.');
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
