import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../src/inference/engine.ts';
import type { ChildReport } from '../../src/inference/processes/child-report.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { tinyPackFolder, tinyRecipe, tinySchedule } from './tiny-model.ts';
import { tokensByPicture } from './tokens-by-picture.ts';

/** Children that hang: SIGSTOP leaves them alive, and silent for ever. */

/** Many times what opening the pack takes. */
const openSeconds = 8;

let reports: ChildReport[];
let engine: Engine;

beforeEach(async () => {
  reports = [];
  engine = await startEngine({
    packDir: tinyPackFolder(),
    threads: 1,
    patienceSeconds: 2,
    openSeconds,
    report: report => reports.push(report),
  });
});
afterEach(() => engine.close());

const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1, label: 6 })];

/** Runs a batch; the transformer is stopped after one scale. */
async function generate(stopAfter: number | null, options: Parameters<Engine['generate']>[1] = {}) {
  const scales = [];
  for await (const { index, tokens } of engine.generate({ recipes, finished: [] }, options)) {
    scales.push({ index, tokens });
    if (index === stopAfter) stop(0);
  }
  return scales;
}

function stop(child: 0 | 1): void {
  const pid = engine.processIds[child];
  if (pid === undefined) throw new Error('the process is not there');
  process.kill(pid, 'SIGSTOP');
}

const deaths = () => reports.filter(report => report.type === 'died');

describe('a child that hangs', () => {
  test.each([0, 2])(
    'after scale %i is replaced, the tokens are the same, and it is told of',
    async stopAfter => {
      const whole = tokensByPicture(await generate(null));
      expect(tokensByPicture(await generate(stopAfter))).toEqual(whole);
      expect(deaths()).toEqual([
        expect.objectContaining({
          child: 'transformer',
          reason: expect.stringMatching(/^was killed by SIGKILL: hung/),
          deliberate: false,
        }),
      ]);
      expect(engine.ready).toBe(true);
    },
    30_000,
  );

  test('while it decodes is replaced, and the pictures are the same', async () => {
    const grid = { rows: 6, columns: 6 };
    const tokens = Uint16Array.from({ length: 36 }, (_, cell) => cell);
    const expected = await engine.decode(tokens, grid);
    stop(1);
    const decoded = await Promise.all([engine.decode(tokens, grid), engine.decode(tokens, grid)]);
    expect(decoded).toEqual([expected, expected]);
    expect(deaths()).toEqual([
      expect.objectContaining({ child: 'tokenizer', doing: 'to decode a picture of 36 tokens' }),
    ]);
  }, 30_000);

  test('does not block an unwanted run', async () => {
    const abort = new AbortController();
    const run = engine.generate({ recipes, finished: [] }, { signal: abort.signal });
    await run.next();
    stop(0);
    abort.abort(new Error('not wanted any more'));
    const rest = async () => {
      for await (const { index } of run) if (index === tinySchedule.length - 1) break;
    };
    await expect(rest()).rejects.toThrow('not wanted any more');
    expect(await generate(null)).toHaveLength(tinySchedule.length);
  }, 30_000);

  test('while it opens its pack is replaced, and the request is served', async () => {
    const whole = tokensByPicture(await generate(null));
    const [pid = 0] = engine.processIds;
    const tokenizer = engine.processIds.at(-1);
    process.kill(pid, 'SIGKILL');
    const successor = () => engine.processIds.find(other => other !== pid && other !== tokenizer);
    await vi.waitUntil(() => successor() !== undefined, { interval: 1 });
    process.kill(successor() ?? 0, 'SIGSTOP');
    expect(tokensByPicture(await generate(null))).toEqual(whole);
    expect(deaths().map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^was killed by SIGKILL/),
      expect.stringContaining(`did not open the pack within ${openSeconds} s`),
    ]);
    expect(engine.ready).toBe(true);
  }, 60_000);

  test('does not keep the engine from being closed', async () => {
    stop(0);
    stop(1);
    const pids = engine.processIds;
    await engine.close();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
