import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { defaultRecipe } from '../../bench/default-recipe.ts';
import { residentMemory } from '../../bench/resident-memory.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { describePack } from '../../src/inference/packs/load-pack.ts';
import { startEngine } from '../../src/inference/start-engine.ts';

const packDir = new URL('../../models/packs/emoji', import.meta.url).pathname;
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine({ packDir, threads: 2 });
});
afterAll(() => engine.close());

function memoryOf(child: 0 | 1): { now: number; peak: number } {
  const memory = residentMemory(engine.processIds[child] ?? 0);
  if (memory === null) throw new Error('the memory of a process cannot be read here');
  return memory;
}

/** Sixteen pictures of it took 900 MB together, and kept them. */
const schedule = [1, 2, 4, 8, 14, 20].map(side => ({ rows: side, columns: side }));

/** Sixteen large pictures. @returns the tokens of the first. */
async function generateSixteen(): Promise<Uint16Array> {
  const recipe = { ...defaultRecipe(await describePack(packDir)), schedule };
  const recipes = Array.from({ length: 16 }, (_, imageIndex) => ({ ...recipe, imageIndex }));
  let finished = 0;
  let tokens: Uint16Array | null = null;
  for await (const scale of engine.generate({ recipes, finished: [] })) {
    if (scale.index < schedule.length - 1) continue;
    finished += scale.tokens.filter(picture => picture !== null).length;
    tokens ??= scale.tokens.find(picture => picture !== null) ?? null;
  }
  expect(finished).toBe(16);
  if (tokens === null) throw new Error('no picture has its last scale');
  return tokens;
}

test.skipIf(process.platform !== 'linux')(
  'sixteen large pictures at once take no more than 300 MB, however often',
  async () => {
    const before = memoryOf(0).now;
    await generateSixteen();
    const tokens = await generateSixteen();
    expect(memoryOf(0).peak - before).toBeLessThan(300);

    const decoderBefore = memoryOf(1).now;
    await engine.decode(tokens, { rows: 20, columns: 20 });
    expect(memoryOf(1).peak - decoderBefore).toBeLessThan(300);
    await vi.waitFor(() => expect(memoryOf(1).now - decoderBefore).toBeLessThan(50), 10_000);
  },
  120_000,
);
