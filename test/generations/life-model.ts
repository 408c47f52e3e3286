import fc from 'fast-check';
import { expect } from 'vitest';
import { GenerationStateError, InvalidInputError } from '../../src/generations/errors.ts';
import type { Generation, GenerationId, RunId } from '../../src/generations/generation.ts';
import {
  type Attempt,
  beginAttempt,
  failAttempt,
  finishCanceling,
  StaleAttemptError,
} from '../../src/generations/store/attempt-store.ts';
import { ScaleWriter } from '../../src/generations/work/scale-writer.ts';
import { testSides } from '../setup/test-models.ts';
import { fox, type TestRuntime } from './runtime.ts';

/** Something that a client or a worker does; places are counted in what there is by then, round and round. */
export type Deed =
  | { readonly do: 'create'; readonly count: number; readonly holdAtScale: number | undefined }
  | { readonly do: 'cancel'; readonly place: number }
  | { readonly do: 'accept' | 'hold' | 'resume'; readonly place: number; readonly scale: number }
  /** A worker takes a run over; whoever had it before is a stale one from now on, and may go on all the same. */
  | { readonly do: 'begin'; readonly place: number }
  | { readonly do: 'step' | 'fail' | 'stop'; readonly place: number };

/** One after the other, or two at the same time. */
export type Moment = readonly [Deed] | readonly [Deed, Deed];

const scaleCount = testSides.length;
const place = fc.nat({ max: 5 });
const scale = fc.nat({ max: scaleCount - 1 });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), place }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('accept' as const, 'hold', 'resume'), place, scale }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('begin' as const), place }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('step' as const), place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('fail' as const, 'stop'), place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      count: fc.integer({ min: 1, max: 2 }),
      holdAtScale: fc.option(fc.nat({ max: scaleCount - 2 }), { nil: undefined }),
    }),
  },
);

export const moments: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.tuple(deed) }, { weight: 1, arbitrary: fc.tuple(deed, deed) }),
  { minLength: 4, maxLength: 20 },
);

/** A worker with its attempt at a run, as far as it believes to be. */
interface Hand {
  readonly attempt: Attempt;
  readonly going: Set<GenerationId>;
  next: number;
}

/** Clients and workers over one database, and what came of what they did. */
export class LifeModel {
  readonly #runtime: TestRuntime;
  /** Of all workers: scales of two moments at once are stored together. */
  readonly #writer: ScaleWriter;
  readonly #created: GenerationId[] = [];
  readonly #hands: Hand[] = [];
  /** What was refused, and how often: that is no failure. */
  readonly refused = { stale: 0, state: 0, input: 0 };

  constructor(runtime: TestRuntime) {
    this.#runtime = runtime;
    this.#writer = new ScaleWriter(runtime.database.kysely);
  }

  get created(): readonly GenerationId[] {
    return this.#created;
  }

  async live(moment: Moment): Promise<void> {
    const [first, second] = moment;
    const stale = second === undefined && this.#isStale(first);
    const before = this.refused.stale;
    await Promise.all(moment.map(each => this.#try(each)));
    if (second === undefined)
      expect(this.refused.stale - before, 'stale attempts refused').toBe(stale ? 1 : 0);
  }

  /** Whether it is a step of a worker whose run another one has by now. */
  #isStale(deed: Deed): boolean {
    const hand = deed.do === 'step' ? at(this.#hands, deed.place) : undefined;
    if (hand?.going.size === 0) return false;
    return this.#hands.some(
      ({ attempt }) => attempt.runId === hand?.attempt.runId && attempt.number > hand.attempt.number,
    );
  }

  /** Workers that are alive bring everything to an end; what is held is accepted at its last scale. */
  async end(): Promise<void> {
    for (let runs = await this.#runs(); runs.length > 0; runs = await this.#runs()) {
      for (const run of runs) {
        const hand = await this.#begin(run);
        while (hand !== undefined && hand.going.size > 0) await this.#step(hand);
      }
      for (const id of this.#created) {
        const { status, plan } = await this.#find(id);
        if (status === 'HELD') await this.#runtime.generations.accept(id, plan.length - 1);
      }
    }
  }

  async #try(deed: Deed): Promise<void> {
    try {
      await this.#do(deed);
    } catch (error) {
      if (error instanceof StaleAttemptError) this.refused.stale++;
      else if (error instanceof GenerationStateError) this.refused.state++;
      else if (error instanceof InvalidInputError) this.refused.input++;
      else throw error;
    }
  }

  async #do(deed: Deed): Promise<void> {
    const { generations, database } = this.#runtime;
    if (deed.do === 'create') return this.create(deed.count, deed.holdAtScale);
    const id = at(this.#created, deed.place);
    const hand = at(this.#hands, deed.place);
    switch (deed.do) {
      case 'cancel':
        return void (id && (await generations.cancel(id)));
      case 'accept':
        return void (id && (await generations.accept(id, deed.scale)));
      case 'hold':
        return void (id && (await generations.hold(id, deed.scale)));
      case 'resume':
        return void (id && (await generations.resume(id, deed.scale === 0 ? undefined : deed.scale)));
      case 'begin': {
        const run = at(await this.#runs(), deed.place);
        return void (run && (await this.#begin(run)));
      }
      case 'step':
        return hand && this.#step(hand);
      case 'fail':
        if (hand) await failAttempt(database.kysely, hand.attempt, { code: 'ENGINE_FAILED', message: 'No.' });
        return;
      case 'stop':
        if (hand) await finishCanceling(database.kysely, hand.attempt);
        return;
    }
  }

  async create(count: number, holdAtScale: number | undefined): Promise<void> {
    const created = await this.#runtime.generations.create({
      ...fox,
      count,
      ...(holdAtScale !== undefined && { holdAtScale }),
    });
    this.#created.push(...created.map(({ id }) => id));
  }

  async #begin(run: RunId): Promise<Hand | undefined> {
    const attempt = await this.#runtime.database.kysely
      .transaction()
      .execute(transaction => beginAttempt(transaction, run));
    if (attempt === null) return undefined;
    const hand = {
      attempt,
      going: new Set(attempt.generations.map(({ id }) => id)),
      next: Math.min(...attempt.generations.map(generation => generation.scaleCount)),
    };
    this.#hands.push(hand);
    return hand;
  }

  /** As a worker does: all its pictures that are so far, whatever has become of them; nothing when it has none left. */
  async #step(hand: Hand): Promise<void> {
    const { attempt, going } = hand;
    if (going.size === 0) return;
    const index = hand.next;
    const pictures = attempt.generations
      .filter(({ id, scaleCount }) => going.has(id) && scaleCount <= index)
      .map(({ id }) => ({
        generationId: id,
        tokens: Uint8Array.of(attempt.number, 0),
        digest: `${index} by attempt ${attempt.number} at ${attempt.runId}`,
      }));
    const scale = { index, isLast: index === scaleCount - 1, milliseconds: 1, work: 1, pictures };
    const left = await this.#writer.append({ attempt, scale });
    hand.next++;
    for (const { generationId } of pictures) if (!left.going.has(generationId)) going.delete(generationId);
  }

  /** Runs of what is not at its end, each once. */
  async #runs(): Promise<readonly RunId[]> {
    const generations = await Promise.all(this.#created.map(id => this.#find(id)));
    return [
      ...new Set(generations.filter(({ finishedAt }) => finishedAt === null).map(({ runId }) => runId)),
    ];
  }

  async #find(id: GenerationId): Promise<Generation> {
    const generation = await this.#runtime.generations.find(id);
    if (generation === null) throw new Error('a generation is gone');
    return generation;
  }
}

function at<T>(things: readonly T[], place: number): T | undefined {
  return things[place % things.length];
}
