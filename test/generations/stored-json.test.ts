import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/inference/engine.ts';
import { createOne, createRuntime, startTestEngine, type TestRuntime } from './runtime.ts';

let engine: Engine;
let runtime: TestRuntime;
beforeAll(async () => {
  engine = await startTestEngine();
  runtime = await createRuntime('embedded', engine);
});
afterAll(async () => {
  await runtime.close();
  await engine.close();
});

describe('the JSON of a generation', () => {
  it('says its format', async () => {
    const { id } = await createOne(runtime.generations);
    const { kysely } = runtime.database;
    expect(await kysely.selectFrom('generations').select('format').where('id', '=', id).execute()).toEqual([
      { format: 1 },
    ]);
  });

  it.each([
    ['recipe', `recipe = recipe - 'seed'`, 'recipe.seed'],
    ['plan', `plan = jsonb_set(plan, '{2,forced}', '"mostly"')`, 'plan[2].forced'],
    ['warnings', `warnings = '"careful"'`, 'warnings'],
    ['edit', `edit = '{}', operation = 'BRANCH'`, 'edit.operation'],
  ])('is checked when it is read: %s', async (_, damage, place) => {
    const { generations, database } = runtime;
    const { id } = await createOne(generations);
    await sql`update generations set ${sql.raw(damage)} where id = ${id}`.execute(database.kysely);
    const error: Error = await generations.find(id).then(
      () => new Error('it was read'),
      failure => failure,
    );
    expect(error.message).toContain(`Generation ${id} does not match format 1`);
    expect(error.message).toContain(place);
  });

  it('is not guessed at when a later version wrote it', async () => {
    const { generations, database } = runtime;
    const { id } = await createOne(generations);
    await sql`update generations set format = 2 where id = ${id}`.execute(database.kysely);
    await expect(generations.find(id)).rejects.toThrow('has format 2, which this version does not support');
  });
});
