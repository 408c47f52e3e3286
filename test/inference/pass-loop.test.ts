import { beforeAll, describe, expect, test } from 'vitest';
import { generateScales } from '../../src/flexvar/generate-scales.ts';
import type { Transformer } from '../../src/flexvar/model.ts';
import type { Recipe } from '../../src/flexvar/recipe.ts';
import { PassLoop } from '../../src/inference/generator/pass-loop.ts';
import type { AddedPicture, TransformerReply } from '../../src/inference/processes/messages.ts';
import { changedTransformer } from './changed-transformer.ts';
import { openTinyTransformer, tinyRecipe, tinySchedule } from './tiny-model.ts';

let transformer: Transformer;
beforeAll(async () => {
  transformer = await openTinyTransformer();
});

/** A finished scale, in the order in which they came. */
interface Computed {
  readonly picture: number;
  readonly index: number;
}

/** A server that wants everything, unless told otherwise. */
class Server {
  readonly loop: PassLoop;
  readonly computed: Computed[] = [];
  readonly tokens = new Map<number, Uint16Array[]>();
  readonly failed: number[] = [];
  readonly #ended = Promise.withResolvers<void>();
  readonly #going = new Set<number>();
  /** Called after each scale. */
  readonly #onScale: (scale: Computed, server: Server) => void;

  constructor(model: Transformer, onScale: (scale: Computed, server: Server) => void = () => {}) {
    this.#onScale = onScale;
    this.loop = new PassLoop(model, reply => queueMicrotask(() => this.#receive(reply)));
  }

  add(recipes: readonly Recipe[], first = 0, terms: Partial<AddedPicture> = {}, memoryBytes = 1e9): void {
    const pictures = recipes.map((recipe, place) => ({
      id: first + place,
      recipe,
      finished: [],
      share: 'anyone',
      priority: 'NORMAL' as const,
      arrivedMs: first + place,
      deadlineMs: null,
      isSuspect: false,
      ...terms,
    }));
    for (const { id } of pictures) this.#going.add(id);
    this.loop.add(pictures, [], memoryBytes);
  }

  drop(id: number): void {
    this.#going.delete(id);
    this.loop.drop([id]);
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  #receive(reply: TransformerReply): void {
    if (reply.type === 'computed') {
      for (const { picture, index, tokens } of reply.scales) {
        this.computed.push({ picture, index });
        this.tokens.set(picture, [...(this.tokens.get(picture) ?? []), tokens]);
        if (index === tinySchedule.length - 1) this.#going.delete(picture);
        this.#onScale({ picture, index }, this);
      }
      this.loop.goOn(reply.scales.map(({ picture }) => picture).filter(id => this.#going.has(id)));
    } else if (reply.type === 'failed') {
      this.failed.push(reply.picture);
      this.#going.delete(reply.picture);
    }
    if (this.#going.size === 0) this.#ended.resolve();
  }
}

const recipesOf = (count: number) =>
  Array.from({ length: count }, (_, imageIndex) => tinyRecipe({ imageIndex, label: imageIndex % 10 }));

async function tokensAlone(recipe: Recipe): Promise<(Uint16Array | null | undefined)[]> {
  const scales = [];
  for await (const { tokens } of generateScales(transformer, [recipe])) scales.push(tokens[0]);
  return scales;
}

describe('many pictures in progress', () => {
  test('all have their first scale before any has its last', async () => {
    const server = new Server(transformer);
    server.add(recipesOf(40));
    await server.ended;
    const firstLast = server.computed.findIndex(({ index }) => index === tinySchedule.length - 1);
    const started = new Set(server.computed.slice(0, firstLast).map(({ picture }) => picture));
    expect(started.size).toBe(40);
    for (const [picture, recipe] of recipesOf(40).entries())
      expect(server.tokens.get(picture)).toEqual(await tokensAlone(recipe));
  });

  test('let a newcomer of another share have its first scale at once', async () => {
    let after = -1;
    const server: Server = new Server(transformer, ({ picture, index }) => {
      if (picture === 0 && index === 3) {
        server.add([tinyRecipe({ seed: 99 })], 100, { share: 'newcomer' });
        after = server.computed.length;
      }
    });
    server.add(recipesOf(16));
    await server.ended;
    const own = server.computed.findIndex(({ picture }) => picture === 100);
    // What shares the pass that was computed when it came, and then its own.
    expect(own - after).toBeLessThanOrEqual(32);
    expect(server.tokens.get(100)).toEqual(await tokensAlone(tinyRecipe({ seed: 99 })));
  });

  test('give up caches beyond the budget, and come back with the same tokens', async () => {
    let starts = 0;
    const model = counting(() => starts++);
    const server = new Server(model);
    server.add(recipesOf(12), 0, {}, 1);
    await server.ended;
    expect(starts).toBeGreaterThan(12);
    for (const [picture, recipe] of recipesOf(12).entries())
      expect(server.tokens.get(picture)).toEqual(await tokensAlone(recipe));

    starts = 0;
    const roomy = new Server(model);
    roomy.add(recipesOf(12));
    await roomy.ended;
    expect(starts).toBe(12);
  });

  test('leave after any scale', async () => {
    const server: Server = new Server(transformer, ({ picture, index }) => {
      if (picture === index + 1) server.drop(picture);
    });
    server.add(recipesOf(6));
    await server.ended;
    // Dropped ones may already be in the pass that follows.
    for (const picture of [1, 2, 3])
      expect(server.tokens.get(picture)?.length).toBeLessThanOrEqual(picture + 1);
    for (const picture of [0, 5]) expect(server.tokens.get(picture)).toHaveLength(tinySchedule.length);
  });

  test('are not harmed by one that cannot be computed', async () => {
    const poison = 7;
    const started = new WeakMap<object, readonly number[]>();
    const model: Transformer = {
      ...counting(() => {}),
      start: async pictures => {
        const rows = await transformer.start(pictures);
        for (const [place, own] of rows.entries()) started.set(own, pictures[place]?.labels ?? []);
        return rows;
      },
      forward: async members => {
        if (members.some(({ rows }) => started.get(rows)?.includes(poison))) throw new Error('out of memory');
        return transformer.forward(members);
      },
    };
    const server = new Server(model);
    server.add(recipesOf(10));
    await server.ended;
    expect(server.failed).toEqual([poison]);
    for (const [picture, recipe] of recipesOf(10).entries())
      if (picture !== poison) expect(server.tokens.get(picture)).toEqual(await tokensAlone(recipe));
  });

  test('refuse one that does not fit its schedule, and go on', async () => {
    const server = new Server(transformer);
    server.add([tinyRecipe()], 0, { finished: [new Uint16Array(9)] });
    server.add([tinyRecipe()], 1);
    await server.ended;
    expect(server.failed).toEqual([0]);
    expect(server.tokens.get(1)).toHaveLength(tinySchedule.length);
  });
});

/** Calls back for each picture that gets an empty cache. */
function counting(onStart: () => void): Transformer {
  return changedTransformer(transformer, {
    start: pictures => {
      for (const _ of pictures) onStart();
      return transformer.start(pictures);
    },
  });
}
