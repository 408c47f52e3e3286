import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Engine } from '../../src/inference/engine.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { testModel } from '../setup/test-models.ts';
import {
  createOne,
  createRuntime,
  ended,
  fox,
  reaches,
  type TestRuntime,
  takeBackAll,
  tokensOf,
} from './runtime.ts';

/** Engine processes that hang: SIGSTOP leaves them alive, and silent for ever. */

let engine: Engine;
let runtime: TestRuntime;

async function start(kind: (typeof databaseKinds)[number], patienceSeconds: number): Promise<void> {
  engine = await startEngine({
    packDir: join(inject('modelsFolder'), testModel),
    threads: 1,
    patienceSeconds,
  });
  runtime = await createRuntime(kind, engine);
  await runtime.worker.start();
}

afterEach(async () => {
  await runtime.close();
  await engine.close();
});

function stopTransformer(): void {
  const [pid] = engine.processIds;
  if (pid === undefined) throw new Error('the transformer process is not there');
  process.kill(pid, 'SIGSTOP');
}

describe.each(databaseKinds)('a model whose process hangs, on the %s database', kind => {
  it('is given another one, and the tokens are the same', async () => {
    await start(kind, 2);
    const { generations } = runtime;
    const whole = await ended(generations, (await createOne(generations)).id);
    stopTransformer();
    const { id } = await createOne(generations);
    expect(await ended(generations, id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await tokensOf(generations, id)).toEqual(await tokensOf(generations, whole.id));
  }, 30_000);

  describe('for longer than anybody waits', () => {
    beforeEach(() => start(kind, 3600));

    it('does not block canceled pictures, nor those after them', async () => {
      const { generations } = runtime;
      stopTransformer();
      const pictures = await generations.create({ ...fox, count: 2 });
      const [first, second] = pictures.map(({ id }) => id);
      if (!first || !second) throw new Error('there are not two');
      await reaches(generations, first, 'RUNNING');
      await generations.cancel(first);
      expect(await ended(generations, first)).toMatchObject({ status: 'CANCELED', scaleCount: 0 });
      await generations.cancel(second);
      expect(await ended(generations, second)).toMatchObject({ status: 'CANCELED', scaleCount: 0 });
      expect(await ended(generations, (await createOne(generations)).id)).toMatchObject({
        status: 'SUCCEEDED',
      });
    }, 30_000);

    it('does not block shutdown, and the run resumes afterwards', async () => {
      const { generations } = runtime;
      stopTransformer();
      const { id } = await createOne(generations);
      await reaches(generations, id, 'RUNNING');
      await runtime.worker.stop();
      expect(await generations.find(id)).toMatchObject({ status: 'RUNNING', scaleCount: 0 });
      await takeBackAll(runtime);
      await runtime.worker.start();
      expect(await ended(generations, id)).toMatchObject({ status: 'SUCCEEDED' });
    }, 30_000);
  });
});
