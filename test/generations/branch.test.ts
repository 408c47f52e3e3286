import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  IdempotencyConflictError,
  InvalidInputError,
  ModelGoneError,
  NotFoundError,
} from '../../src/generations/errors.ts';
import type { Generation, GenerationId } from '../../src/generations/generation.ts';
import type { BranchRequest } from '../../src/generations/request.ts';
import type { Engine } from '../../src/inference/engine.ts';
import type { ModelDigest } from '../../src/inference/packs/pack-digest.ts';
import { databaseKinds } from '../setup/test-databases.ts';
import { testSides } from '../setup/test-models.ts';
import {
  createOne,
  createRuntime,
  ended,
  fox,
  reaches,
  startTestEngine,
  type TestRuntime,
  tokensOf,
} from './runtime.ts';

const otherDigest = 'f'.repeat(64) as ModelDigest;

let engine: Engine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const grids = (...sides: number[]) => sides.map(side => ({ rows: side, columns: side }));
const sidesOf = ({ plan }: Generation) => plan.map(({ grid }) => grid.rows);
const noClass = 10;

describe.each(databaseKinds)('branching generations on the %s database', kind => {
  let runtime: TestRuntime;
  let parent: Generation;
  let expected: number[][];
  beforeAll(async () => {
    runtime = await createRuntime(kind, engine);
    await runtime.worker.start();
    parent = await ended(runtime.generations, (await createOne(runtime.generations)).id);
    expected = await tokensOf(runtime.generations, parent.id);
  });
  afterAll(() => runtime.close());

  async function branch(request: Partial<Omit<BranchRequest, 'operation'>> = {}): Promise<Generation> {
    const [generation] = await runtime.generations.create({
      operation: 'BRANCH',
      parent: parent.id,
      scale: 1,
      canvas: { kind: 'default' },
      ...request,
    });
    if (generation === undefined) throw new Error('nothing was created');
    return generation;
  }

  async function finished(request: Partial<BranchRequest> = {}): Promise<Generation> {
    return ended(runtime.generations, (await branch(request)).id);
  }

  const digests = async (id: GenerationId) => {
    const generation = await runtime.generations.find(id);
    return generation === null
      ? []
      : (await runtime.generations.scales(generation)).map(({ digest }) => digest);
  };
  const refused = (request: Partial<BranchRequest>) =>
    branch(request).then(
      () => 'accepted',
      (error: unknown) => error,
    );

  it.each([0, 1, 2, 3])('after scale %i with the same seed is what the parent became', async scale => {
    const { id, status, plan } = await finished({ scale, seed: 7 });
    expect(status).toBe('SUCCEEDED');
    expect(await tokensOf(runtime.generations, id)).toEqual(expected);
    expect(await digests(id)).toEqual(await digests(parent.id));
    expect(plan.map(({ forced }) => forced)).toEqual(
      testSides.map((_, index) => (index <= scale ? 'wholly' : 'none')),
    );
    expect(plan.slice(0, scale + 1).map(({ workShare }) => workShare)).toEqual(Array(scale + 1).fill(0));
    expect(plan.reduce((sum, { workShare }) => sum + workShare, 0)).toBeCloseTo(1);
  });

  it('with another seed shares what is kept, and nothing else', async () => {
    const { id, recipe } = await finished({ scale: 2 });
    expect(recipe.seed).not.toBe(7);
    const [own, parents] = [await digests(id), await digests(parent.id)];
    expect(own.slice(0, 3)).toEqual(parents.slice(0, 3));
    expect(own.slice(3)).not.toEqual(parents.slice(3));
  });

  it('takes from the parent what it does not say', async () => {
    const special = await createOne(runtime.generations, {
      class: { name: 'owl' },
      guidance: { mode: 'constant', scale: 3 },
      sampling: { topK: 5 },
      imageIndex: 9,
    });
    await ended(runtime.generations, special.id);
    const same = await branch({ parent: special.id, seed: 7 });
    expect(same.recipe).toEqual(special.recipe);
    const other = await branch({
      parent: special.id,
      guidance: { scale: 1 },
      sampling: { topP: 0.5 },
      seed: 1,
    });
    expect(other.recipe).toEqual({
      ...special.recipe,
      seed: 1,
      guidance: { mode: 'constant', scale: 1 },
      sampling: { topK: 5, topP: 0.5, greedyRule: true },
    });
    expect((await branch({ parent: special.id, class: { name: 'cat' } })).recipe.label).toBe(1);
    expect((await branch({ parent: special.id, class: null })).recipe.label).toBe(noClass);
  });

  it('goes on with another class', async () => {
    const { id } = await finished({ seed: 7, class: { name: 'whale' } });
    const tokens = await tokensOf(runtime.generations, id);
    expect(tokens.slice(0, 2)).toEqual(expected.slice(0, 2));
    expect(tokens.slice(2)).not.toEqual(expected.slice(2));
  });

  it('makes several pictures, each as one alone, and holds them', async () => {
    const { generations } = runtime;
    const drafts = await generations.create({
      operation: 'BRANCH',
      parent: parent.id,
      scale: 0,
      seed: 5,
      count: 3,
      holdAtScale: 2,
      canvas: { kind: 'default' },
    });
    for (const { id, recipe } of drafts) {
      expect(await reaches(generations, id, 'HELD')).toMatchObject({ scaleCount: 3 });
      await generations.resume(id);
      await ended(generations, id);
      const alone = await finished({ scale: 0, seed: 5, imageIndex: recipe.imageIndex });
      expect(await tokensOf(generations, id)).toEqual(await tokensOf(generations, alone.id));
    }
  });

  it('starts from what runs, is held, was accepted, canceled or branched itself', async () => {
    const { generations } = runtime;
    const held = await createOne(generations, { holdAtScale: 1 });
    await reaches(generations, held.id, 'HELD');
    const ofHeld = await finished({ parent: held.id, seed: 7 });
    await generations.cancel(held.id);
    const ofCanceled = await finished({ parent: held.id, seed: 7 });
    runtime.engine.hold();
    const accepted = await createOne(generations);
    await generations.accept(accepted.id, 1);
    runtime.engine.release();
    await ended(generations, accepted.id);
    const ofAccepted = await finished({ parent: accepted.id, seed: 7 });
    const ofBranch = await finished({ parent: ofAccepted.id, scale: 3, seed: 7 });
    runtime.engine.hold();
    const running = await createOne(generations);
    await runtime.engine.reached();
    runtime.engine.step();
    await runtime.engine.reached();
    const ofRunning = await branch({ parent: running.id, scale: 0, seed: 7 });
    runtime.engine.release();
    await ended(generations, ofRunning.id);
    for (const { id } of [ofHeld, ofCanceled, ofAccepted, ofBranch, ofRunning])
      expect(await tokensOf(generations, id)).toEqual(expected);
  });

  it('lets a picture grow later', async () => {
    const larger = await finished({ scale: 4, canvas: { kind: 'size', width: 160, height: 128 } });
    expect(larger.plan.at(-1)).toMatchObject({ width: 160, height: 128, forced: 'none' });
    expect(sidesOf(larger).slice(0, 5)).toEqual(testSides);
    expect((await digests(larger.id)).slice(0, 5)).toEqual(await digests(parent.id));
    expect(larger.scaleCount).toBe(larger.plan.length);
  });

  it('takes of another schedule what refines the kept scales', async () => {
    expect(sidesOf(await branch({ scale: 2, schedule: grids(1, 2, 3, 4, 5, 6, 7) }))).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(sidesOf(await branch({ scale: 1, schedule: 'short' }))).toEqual([1, 2, 3, 6]);
    // As many steps as asked for at the parent's size, as far as they refine.
    expect(sidesOf(await branch({ scale: 1, steps: 6 }))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sidesOf(await branch({ scale: 4, schedule: grids(7) }))).toEqual([...testSides, 7]);
  });

  it('refuses what cannot be kept or leaves nothing to do, by its field', async () => {
    const { generations } = runtime;
    const waiting = await createRuntime(kind, engine, { database: runtime.database });
    const cases: [Partial<BranchRequest>, object][] = [
      [{ scale: 5 }, { field: 'scale', allowed: 'an integer from 0 to 4, a finished scale' }],
      [{ scale: -1 }, { field: 'scale' }],
      [{ scale: 0.5 }, { field: 'scale' }],
      [{ scale: Number.NaN }, { field: 'scale' }],
      [{ scale: 4 }, { field: 'scale', given: '4' }],
      [{ scale: 4, steps: 6 }, { field: 'scale' }],
      [{ scale: 3, canvas: { kind: 'size', width: 48, height: 200 } }, { field: 'canvas' }],
      [
        { scale: 4, schedule: 'short' },
        { field: 'canvas', given: '"short"' },
      ],
      [{ schedule: grids(3, 2) }, { field: 'canvas.schedule.1' }],
      [{ schedule: 'unheard of' }, { field: 'canvas.publishedSchedule' }],
      [{ steps: 5 }, { field: 'steps' }],
      [{ holdAtScale: 4 }, { field: 'holdAtScale' }],
      [{ seed: -1 }, { field: 'seed' }],
      [{ count: 17 }, { field: 'count' }],
    ];
    for (const [request, expectedError] of cases) {
      const error = await refused(request);
      expect(error, JSON.stringify(request)).toBeInstanceOf(InvalidInputError);
      expect(error).toMatchObject(expectedError);
    }
    const unknown = '01a209b0-af47-78a0-9a4c-560f7d305d48' as GenerationId;
    expect(await refused({ parent: unknown })).toBeInstanceOf(NotFoundError);
    runtime.engine.hold();
    const empty = await createOne(generations);
    expect(await refused({ parent: empty.id, scale: 0 })).toMatchObject({
      field: 'scale',
      allowed: 'a finished scale; there is none yet',
    });
    runtime.engine.release();
    await ended(generations, empty.id);
    await waiting.close();
  });

  it('is refused when the model of the parent is gone or was replaced', async () => {
    const { models } = runtime;
    const original = models.default;
    models.default = { ...original, digest: otherDigest };
    expect(await refused({})).toBeInstanceOf(ModelGoneError);
    models.default = original;
    models.installed = false;
    expect(await refused({})).toMatchObject({ model: 'tiny' });
    models.installed = true;
  });

  it('is found from the parent, and the parent from it', async () => {
    const { generations } = runtime;
    const root = await ended(generations, (await createOne(generations)).id);
    const children = [];
    for (const scale of [0, 1, 2]) children.push(await branch({ parent: root.id, scale }));
    expect(children.map(child => [child.operation, child.parent])).toEqual(
      [0, 1, 2].map(scaleIndex => ['BRANCH', { generationId: root.id, scaleIndex }]),
    );
    expect(root).toMatchObject({ operation: 'GENERATE', parent: null });
    const newestFirst = children.map(({ id }) => id).reverse();
    const first = await generations.branches(root, { first: 2 });
    expect(first.hasMore).toBe(true);
    const after = first.generations.at(-1)?.id;
    const second = await generations.branches(root, { first: 2, ...(after && { after }) });
    expect(second.hasMore).toBe(false);
    expect([...first.generations, ...second.generations].map(({ id }) => id)).toEqual(newestFirst);
    expect(await generations.branches(root, { first: 1, after: 'nonsense' as GenerationId })).toEqual({
      generations: [],
      hasMore: false,
    });
  });

  it('is made once for one key', async () => {
    const idempotencyKey = `branch ${kind}`;
    const first = await branch({ idempotencyKey });
    expect((await branch({ idempotencyKey })).id).toBe(first.id);
    expect(await refused({ idempotencyKey, scale: 2 })).toBeInstanceOf(IdempotencyConflictError);
    await expect(runtime.generations.create({ ...fox, idempotencyKey })).rejects.toBeInstanceOf(
      IdempotencyConflictError,
    );
  });
});
