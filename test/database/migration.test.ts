import { randomUUIDv7 } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { migrations } from '../../src/database/migrations.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import type { GenerationId } from '../../src/generations/generation.ts';
import { tokensToBytes } from '../../src/generations/store/token-bytes.ts';
import type { Engine } from '../../src/inference/engine.ts';
import {
  collect,
  createOne,
  createRuntime,
  describeTestModel,
  ended,
  fox,
  startTestEngine,
  story,
  tokensOf,
} from '../generations/runtime.ts';
import { databaseKinds, newDatabaseSite } from '../setup/test-databases.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

/** The statuses there were, each with the number of scales its generation has. */
const before = [
  ['QUEUED', 0],
  ['RUNNING', 2],
  ['CANCELING', 1],
  ['SUCCEEDED', 5],
  ['CANCELED', 3],
  ['FAILED', 1],
] as const;

/** What becomes of each. */
const after = {
  QUEUED: 'QUEUED RUNNING 0 1 2 3 4 FINISHED:SUCCEEDED',
  RUNNING: 'RUNNING 2 3 4 FINISHED:SUCCEEDED',
  CANCELING: 'CANCELING FINISHED:CANCELED',
  SUCCEEDED: 'FINISHED:SUCCEEDED',
  CANCELED: 'FINISHED:CANCELED',
  FAILED: 'FINISHED:FAILED',
};

/** Makes it a database as the first step of the schema left it, with the queue as it was filled then. */
async function goBack({ kysely, kind, queueDatabase }: Database): Promise<PgBoss> {
  await sql`drop schema public cascade`.execute(kysely);
  await sql`create schema public`.execute(kysely);
  await sql`drop schema if exists pgboss cascade`.execute(kysely);
  const migrator = new Migrator({
    db: kysely,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(Object.entries(migrations).filter(([name]) => name === '0001-generations')),
    },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  const boss = new PgBoss({
    db: queueDatabase,
    backend: kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'pgboss',
    schedule: false,
    supervise: false,
  });
  await boss.start();
  await boss.createQueue('batches', { retryLimit: 1_000_000, retentionSeconds: 3650 * 86_400 });
  return boss;
}

/** Recipe, plan and tokens of the test's generations, all alike. */
async function makeOne(engine: Engine) {
  const runtime = await createRuntime('embedded', engine);
  try {
    await runtime.worker.start();
    const { id, recipe, plan } = await createOne(runtime.generations);
    await ended(runtime.generations, id);
    return { recipe, plan, tokens: await tokensOf(runtime.generations, id) };
  } finally {
    await runtime.close();
  }
}

async function insertAll(
  kysely: Kysely<unknown>,
  boss: PgBoss,
  made: Awaited<ReturnType<typeof makeOne>>,
  modelDigest: string,
): Promise<Map<string, GenerationId>> {
  const ids = new Map<string, GenerationId>();
  for (const [status, scaleCount] of before) {
    const batchId = randomUUIDv7();
    const id = randomUUIDv7() as GenerationId;
    ids.set(status, id);
    const over = ['SUCCEEDED', 'CANCELED', 'FAILED'].includes(status);
    await sql`
      insert into batches (id, idempotency_key, request_digest, model, attempt, fruitless_attempts, work, computed_work, computed_ms)
      values (${batchId}, ${`key ${status}`}, 'digest', 'tiny', 3, 1, 1000, 400, 4)`.execute(kysely);
    await sql`
      insert into generations (id, batch_id, model, model_digest, recipe, plan, warnings, status, revision,
        scale_count, attempt, failure_code, finished_at)
      values (${id}, ${batchId}, 'tiny', ${modelDigest}, ${JSON.stringify(made.recipe)}::jsonb,
        ${JSON.stringify(made.plan)}::jsonb, '[]', ${status}, 1, ${scaleCount}, 3,
        ${status === 'FAILED' ? 'ENGINE_FAILED' : null}, ${over ? new Date() : null})`.execute(kysely);
    await sql`
      insert into events (generation_id, revision, type, status)
      values (${id}, 1, ${over ? 'FINISHED' : 'STATUS_CHANGED'}, ${status})`.execute(kysely);
    for (const [index, tokens] of made.tokens.slice(0, scaleCount).entries())
      await sql`
        insert into scales (generation_id, index, tokens, digest, milliseconds)
        values (${id}, ${index}, ${tokensToBytes(Uint16Array.from(tokens))}, 'd', 1)`.execute(kysely);
    if (!over) await boss.send('batches', { batchId }, { id: batchId });
  }
  return ids;
}

describe.each(databaseKinds)('the %s database of the first version', kind => {
  it('is migrated with all its content, and work continues', { timeout: 120_000 }, async () => {
    const site = await newDatabaseSite(kind);
    const made = await makeOne(engine);
    const { digest: modelDigest } = await describeTestModel();
    const old = await openDatabase(site);
    const boss = await goBack(old);
    const ids = await insertAll(old.kysely as unknown as Kysely<unknown>, boss, made, modelDigest);
    await boss.stop({ graceful: false });
    await old.close();

    const database = await openDatabase(site);
    const runtime = await createRuntime(kind, engine, { database });
    try {
      const { generations } = runtime;
      const found = await Promise.all([...ids.values()].map(id => generations.find(id)));
      expect(found.map(generation => [generation?.status, generation?.scaleCount])).toEqual(before);
      for (const generation of found)
        expect(generation).toMatchObject({ holdAtScale: null, acceptedScale: null, recipe: made.recipe });
      const runs = await database.kysely.selectFrom('runs').selectAll().execute();
      expect(runs).toHaveLength(before.length);
      for (const run of runs)
        expect(run).toMatchObject({ attempt: 3, fruitless_attempts: 1, work: 1000, computed_ms: 4 });
      await expect(generations.create({ ...fox, idempotencyKey: 'key QUEUED' })).rejects.toThrow(
        'was already used',
      );

      await runtime.worker.start();
      for (const [status, id] of ids) {
        await ended(generations, id);
        expect(story(await collect(generations, id, 0)), status).toBe(after[status as keyof typeof after]);
      }
      for (const status of ['QUEUED', 'RUNNING'])
        expect(await tokensOf(generations, ids.get(status) as GenerationId)).toEqual(made.tokens);
      const next = await createOne(generations, { seed: 8 });
      expect((await ended(generations, next.id)).status).toBe('SUCCEEDED');
    } finally {
      await runtime.close();
      await database.close();
      await site.remove();
    }
  });
});
