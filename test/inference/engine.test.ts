import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { EngineClosedError, InferenceError, ProviderUnavailableError } from '../../src/inference/errors.ts';
import type { FinishedScale, GeneratorJob } from '../../src/inference/generator/generator.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { tinyPackFolder, tinyRecipe, tinySchedule } from './tiny-model.ts';
import { tokensByPicture } from './tokens-by-picture.ts';

const last = tinySchedule.length - 1;
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine({ packDir: tinyPackFolder(), threads: 1 });
});

afterAll(() => engine.close());

/** Runs a batch; `onScale` may interfere after each scale. */
async function generate(
  recipes: readonly Recipe[],
  onScale: (scale: FinishedScale) => void = () => {},
  options: Parameters<Engine['generate']>[1] = {},
  forced: GeneratorJob['forced'] = [],
): Promise<FinishedScale[]> {
  const scales: FinishedScale[] = [];
  for await (const scale of engine.generate({ recipes, finished: [], forced }, options)) {
    scales.push(scale);
    onScale(scale);
  }
  return scales;
}

function transformerPid(): number {
  const [pid] = engine.processIds;
  if (pid === undefined) throw new Error('the transformer process is not there');
  return pid;
}

/** Whether a process with this id exists. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('generating', () => {
  test('yields every scale in order, with its tokens and its time', async () => {
    const scales = await generate([tinyRecipe(), tinyRecipe({ imageIndex: 1 })]);
    expect(scales.map(scale => scale.index)).toEqual([0, 1, 2, 3, 4]);
    expect(scales.map(scale => scale.grid)).toEqual(tinySchedule);
    for (const { grid, tokens, milliseconds } of scales) {
      expect(tokens.map(picture => picture?.length)).toEqual([grid.rows ** 2, grid.rows ** 2]);
      expect(milliseconds).toBeGreaterThan(0);
    }
  });

  test('goes on after finished scales with the same tokens', async () => {
    const recipes = [tinyRecipe()];
    const whole = await generate(recipes);
    const finished = whole.slice(0, 3).map(scale => scale.tokens.flatMap(tokens => tokens ?? []));
    const rest: FinishedScale[] = [];
    for await (const scale of engine.generate({ recipes, finished })) rest.push(scale);
    expect(tokensByPicture(rest)).toEqual(tokensByPicture(whole.slice(3)));
  });

  test('computes concurrent jobs with the tokens of each alone', async () => {
    const jobs = [
      [tinyRecipe()],
      [tinyRecipe({ label: 5, schedule: [1, 3, 6].map(side => ({ rows: side, columns: side })) })],
      [tinyRecipe({ seed: 3 }), tinyRecipe({ seed: 3, imageIndex: 1 })],
    ];
    const alone = [];
    for (const recipes of jobs) alone.push(tokensByPicture(await generate(recipes)));
    const together = await Promise.all(jobs.map(recipes => generate(recipes)));
    expect(together.map(tokensByPicture)).toEqual(alone);
  });

  test('stops at the next scale when its signal is aborted', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const run = generate(
      [tinyRecipe()],
      ({ index }) => {
        seen.push(index);
      },
      {
        signal: abort.signal,
        // Asked at every boundary; the second answer comes before scale 1.
        wanted: () => {
          if (seen.length === 1) abort.abort(new Error('not wanted any more'));
          return true;
        },
      },
    );
    await expect(run).rejects.toThrow('not wanted any more');
    expect(seen.length).toBeLessThanOrEqual(3);
    expect(await generate([tinyRecipe()])).toHaveLength(last + 1);
  });

  test('a signal aborted before the start throws without a scale', async () => {
    const seen = vi.fn();
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(generate([tinyRecipe()], seen, { signal })).rejects.toThrow('too late');
    expect(seen).not.toHaveBeenCalled();
  });

  test('drops a picture at the next scale when it is not wanted', async () => {
    let boundaries = 0;
    const wanted = (picture: number) => {
      if (picture === 0) boundaries++;
      return picture !== 1 || boundaries < 3;
    };
    const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1 })];
    const scales = await generate(recipes, undefined, { wanted });
    expect(scales.map(scale => scale.tokens[1] !== null)).toEqual([true, true, false, false, false]);
    expect(tokensByPicture(scales)[0]).toEqual(tokensByPicture(await generate(recipes))[0]);
  });

  test('ends early when no picture is wanted', async () => {
    let boundaries = 0;
    const scales = await generate([tinyRecipe()], undefined, { wanted: () => ++boundaries < 3 });
    expect(scales).toHaveLength(2);
  });

  test('a consumer that stops listening frees the engine', async () => {
    for await (const scale of engine.generate({ recipes: [tinyRecipe()], finished: [] }))
      if (scale.index === 1) break;
    expect(await generate([tinyRecipe()])).toHaveLength(last + 1);
  });

  test("an error of the consumer's own comes back to it", async () => {
    const wanted = () => {
      throw new Error('lost the database');
    };
    await expect(generate([tinyRecipe()], undefined, { wanted })).rejects.toThrow('lost the database');
    expect(await generate([tinyRecipe()])).toHaveLength(last + 1);
  });
});

describe('a transformer process that dies', () => {
  test.each(tinySchedule.map((_, index) => index).slice(0, -1))(
    'after scale %i is replaced, and the tokens are the same',
    async killAfter => {
      const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1, label: 6 })];
      const whole = await generate(recipes);
      const pid = transformerPid();
      const scales = await generate(recipes, ({ index }) => {
        if (index === killAfter) process.kill(pid, 'SIGKILL');
      });
      expect(tokensByPicture(scales)).toEqual(tokensByPicture(whole));
      await vi.waitFor(() => expect(exists(pid)).toBe(false));
    },
  );

  test.each(tinySchedule.map((_, index) => index).slice(0, -1))(
    'after scale %i of an edit is replaced, and the tokens are the same',
    async killAfter => {
      const recipes = [tinyRecipe(), tinyRecipe({ imageIndex: 1, label: 6 })];
      const source = await generate([tinyRecipe({ seed: 99 })]);
      const forced = source.map(({ index, tokens: [picture] }) => ({
        tokens: picture ?? new Uint16Array(),
        // Two scales wholly, then every other cell.
        sampled: index < 2 ? null : Uint8Array.from(picture ?? [], (_, cell) => 1 - (cell % 2)),
      }));
      const whole = await generate(recipes, undefined, {}, forced);
      for (const { index, tokens } of whole)
        for (const picture of tokens)
          for (const [cell, token] of picture?.entries() ?? [])
            if (index < 2 || cell % 2 === 1) expect(token).toBe(source[index]?.tokens[0]?.[cell]);
      const pid = transformerPid();
      const kill = ({ index }: FinishedScale) => {
        if (index === killAfter) process.kill(pid, 'SIGKILL');
      };
      expect(tokensByPicture(await generate(recipes, kill, {}, forced))).toEqual(tokensByPicture(whole));
      await vi.waitFor(() => expect(exists(pid)).toBe(false));
    },
  );

  test('while it is being replaced is replaced again', async () => {
    const killed = new Set<number>([transformerPid()]);
    process.kill(transformerPid(), 'SIGKILL');
    // Its successor is not ready yet, so it dies while it opens the pack.
    await vi.waitFor(() => expect(killed).not.toContain(engine.processIds[0] ?? [...killed][0]));
    killed.add(transformerPid());
    process.kill(transformerPid(), 'SIGKILL');
    expect(await generate([tinyRecipe()])).toHaveLength(last + 1);
    expect(killed).not.toContain(transformerPid());
  });

  test('while it has nothing to do is replaced', async () => {
    const pid = transformerPid();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(engine.ready && transformerPid() !== pid).toBe(true), 10_000);
    expect(await generate([tinyRecipe()])).toHaveLength(last + 1);
  });

  test('three times at one scale ends the run with a typed error, and the engine lives on', async () => {
    let kills = 0;
    const another = await startEngine({
      packDir: tinyPackFolder(),
      threads: 1,
      report: report => {
        if (report.type === 'started' && report.child === 'transformer' && kills++ < 4)
          process.kill(report.childPid, 'SIGKILL');
      },
    });
    try {
      // The first is killed before the run begins.
      const run = another.generate({ recipes: [tinyRecipe()], finished: [] });
      await expect(run.next()).rejects.toThrow(InferenceError);
      let scales = 0;
      for await (const _ of another.generate({ recipes: [tinyRecipe()], finished: [] })) scales++;
      expect(scales).toBe(last + 1);
    } finally {
      await another.close();
    }
  });
});

describe('decoding', () => {
  test('gives an 8-bit picture of the grid, also while tokens are generated', async () => {
    const running = generate([tinyRecipe()]);
    const image = await engine.decode(new Uint16Array(6).fill(5), { rows: 2, columns: 3 });
    expect(image).toMatchObject({ width: 48, height: 32 });
    expect(image.data).toHaveLength(48 * 32 * 3);
    await running;
  });

  test('survives the death of its process', async () => {
    const tokens = Uint16Array.from({ length: 36 }, (_, i) => i);
    const grid = { rows: 6, columns: 6 };
    const expected = await engine.decode(tokens, grid);
    const pid = engine.processIds[1] ?? -1;
    const decoding = Array.from({ length: 4 }, () => engine.decode(tokens, grid));
    process.kill(pid, 'SIGKILL');
    expect(await Promise.all(decoding)).toEqual(Array.from({ length: 4 }, () => expected));
  });

  test('encodes pictures whose sides are whole tokens only', async () => {
    const image = await engine.decode(new Uint16Array(16).fill(9), { rows: 4, columns: 4 });
    const encoded = await engine.encode(image, [
      { rows: 1, columns: 1 },
      { rows: 4, columns: 4 },
    ]);
    expect(encoded.map(tokens => tokens.length)).toEqual([1, 16]);
    await expect(engine.encode({ ...image, width: 63 }, [])).rejects.toThrow(RangeError);
  });
});

describe('starting and stopping', () => {
  test('five times leaves no process and no memory behind', async () => {
    const rss: number[] = [];
    for (let cycle = 0; cycle < 5; cycle++) {
      const another = await startEngine({ packDir: tinyPackFolder(), threads: 1 });
      const { processIds } = another;
      expect(processIds).toHaveLength(2);
      const scales = [];
      for await (const scale of another.generate({ recipes: [tinyRecipe()], finished: [] }))
        scales.push(scale);
      expect(scales).toHaveLength(last + 1);
      await another.close();
      expect(processIds.filter(exists)).toEqual([]);
      rss.push(process.memoryUsage().rss);
    }
    expect((rss[4] ?? 0) - (rss[1] ?? 0)).toBeLessThan(30e6);
  });

  test('a run that is cut off by closing ends with a typed error', async () => {
    const another = await startEngine({ packDir: tinyPackFolder(), threads: 1 });
    const schedule = [{ rows: 60, columns: 60 }];
    const run = another.generate({ recipes: [tinyRecipe({ schedule })], finished: [] }).next();
    // Attached at once: the rejection comes while `close` is awaited.
    const rejected = expect(run).rejects.toThrow(EngineClosedError);
    await another.close();
    await rejected;
    await expect(another.decode(new Uint16Array(1), { rows: 1, columns: 1 })).rejects.toThrow(
      EngineClosedError,
    );
  });

  test("a server's sudden death takes its children with it", async () => {
    const script = `
      import { startEngine } from ${JSON.stringify(import.meta.resolve('../../src/inference/start-engine.ts'))};
      const engine = await startEngine({ packDir: ${JSON.stringify(tinyPackFolder())}, threads: 1 });
      process.send(engine.processIds);`;
    const server = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [pids] = (await once(server, 'message')) as [number[]];
    expect(pids.filter(exists)).toHaveLength(2);
    server.kill('SIGKILL');
    await vi.waitFor(() => expect(pids.filter(exists)).toEqual([]), 10_000);
  });

  test.each(['cuda', 'dml', 'coreml'] as const)(
    '%s where it is not there is one clear error',
    async provider => {
      const start = startEngine({ packDir: tinyPackFolder(), threads: 1, device: provider });
      await expect(start).rejects.toThrow(ProviderUnavailableError);
      await expect(start).rejects.toThrow(provider);
    },
  );
});
