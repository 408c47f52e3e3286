import fc from 'fast-check';
import { expect } from 'vitest';
import { computePass } from '../../src/flexvar/compute-pass.ts';
import type { ForcedScale } from '../../src/flexvar/forced-scale.ts';
import { cellCount, type Grid } from '../../src/flexvar/grid.ts';
import type { Transformer } from '../../src/flexvar/model.ts';
import { Picture, type PictureStart } from '../../src/flexvar/picture.ts';
import { tinyRecipe } from '../inference/tiny-model.ts';

const square = (side: number): Grid => ({ rows: side, columns: side });
const schedules = [
  [1, 2, 3, 4, 6].map(square),
  [1, 3, 6].map(square),
  [1, 2, 3, 5].map(square),
  [square(1), { rows: 1, columns: 2 }, { rows: 2, columns: 4 }, { rows: 3, columns: 5 }],
];
const guidances = [
  { mode: 'ramp', scale: 2.5 },
  { mode: 'ramp', scale: 0 },
  { mode: 'constant', scale: 4 },
] as const;

/** How much of each scale is forced, with tokens that follow from `salt`. */
interface Forcings {
  readonly kinds: readonly ('none' | 'partly' | 'wholly')[];
  readonly salt: number;
}

/** A picture of any kind. `resumedAt`: from how many finished scales it starts. */
const anyPicture = fc.record({
  label: fc.integer({ min: 0, max: 10 }),
  seed: fc.integer({ min: 0, max: 2 ** 40 }),
  schedule: fc.constantFrom(...schedules),
  guidance: fc.constantFrom(...guidances),
  topK: fc.constantFrom(0, 1, 20),
  topP: fc.constantFrom(0.7, 1),
  forced: fc.option(
    fc.record({
      kinds: fc.array(fc.constantFrom('none', 'partly', 'wholly'), { maxLength: 3 }),
      salt: fc.nat(1000),
    }),
  ),
  resumedAt: fc.nat(3),
});
type AnyPicture = typeof anyPicture extends fc.Arbitrary<infer Value> ? Value : never;

/** Before a pass: pictures that join it, and what it does to those in progress. */
const anyPass = fc.record({
  joining: fc.nat(3),
  /** Which of those in progress take part, by bit. */
  members: fc.nat(255),
  /** Which give up their caches first. */
  evicted: fc.nat(255),
});

/**
 * Checks that pictures get the tokens they get alone, whoever shares their passes, whenever they come, and however often
 * they lose their caches.
 */
export async function checkPasses(transformer: Transformer, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyPicture, { minLength: 1, maxLength: 6 }),
      fc.array(anyPass, { maxLength: 12 }),
      async (pictures, passes) => {
        const alone = [];
        for (const picture of pictures) alone.push(await tokensAlone(transformer, picture));
        expect(await tokensInPasses(transformer, pictures, alone, passes)).toEqual(alone);
      },
    ),
    { seed: 17, numRuns: runs, endOnFailure: true },
  );
}

async function tokensAlone(transformer: Transformer, given: AnyPicture): Promise<Uint16Array[]> {
  const picture = new Picture(transformer, startOf(given, []));
  const tokens: Uint16Array[] = [];
  while (!picture.isFinished) tokens.push(...(await computePass(transformer, [picture])));
  return tokens;
}

async function tokensInPasses(
  transformer: Transformer,
  given: readonly AnyPicture[],
  alone: readonly (readonly Uint16Array[])[],
  passes: readonly { joining: number; members: number; evicted: number }[],
): Promise<Uint16Array[][]> {
  const tokens = given.map(({ resumedAt }, place) => (alone[place] ?? []).slice(0, resumedAt));
  const waiting = given.map((picture, place) => ({
    place,
    picture: new Picture(transformer, startOf(picture, tokens[place] ?? [])),
  }));
  const going: typeof waiting = [];
  const rest = { joining: given.length, members: 255, evicted: 0 };
  for (let turn = 0; waiting.length + going.length > 0; turn++) {
    const { joining, members, evicted } = passes[turn] ?? rest;
    going.push(...waiting.splice(0, joining));
    for (const [bit, { picture }] of going.entries()) if (evicted & (1 << bit)) picture.rows = null;
    const pass = going.filter(({ picture }, bit) => members & (1 << bit) && !picture.isFinished);
    const computed = await computePass(
      transformer,
      pass.map(({ picture }) => picture),
    );
    for (const [index, { place }] of pass.entries())
      tokens[place]?.push(computed[index] ?? new Uint16Array());
    for (const ended of going.filter(({ picture }) => picture.isFinished))
      going.splice(going.indexOf(ended), 1);
  }
  return tokens;
}

function startOf(given: AnyPicture, finished: readonly Uint16Array[]): PictureStart {
  const { label, seed, schedule, guidance, topK, topP, forced } = given;
  const recipe = tinyRecipe({ label, seed, schedule, guidance, sampling: { topK, topP, greedyRule: false } });
  return { recipe, finished, forced: forced === null ? [] : forcedScales(schedule, forced) };
}

function forcedScales(schedule: readonly Grid[], { kinds, salt }: Forcings): (ForcedScale | null)[] {
  return schedule.slice(0, kinds.length).map((grid, index) => {
    const kind = kinds[index] ?? 'none';
    if (kind === 'none') return null;
    const tokens = Uint16Array.from({ length: cellCount(grid) }, (_, cell) => (salt + 7 * cell + index) % 96);
    return { tokens, sampled: kind === 'wholly' ? null : Uint8Array.from(tokens, (_, cell) => cell % 2) };
  });
}
