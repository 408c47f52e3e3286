import { workCost } from '../../flexvar/cost.ts';
import type { Architecture } from '../../flexvar/model.ts';
import { composePass, type Pass } from '../../policy/compose-pass.ts';
import { leastUrgent } from '../../policy/least-urgent.ts';
import { PassPolicy } from '../../policy/pass-policy.ts';
import type { WaitingPicture } from '../../policy/waiting-picture.ts';
import type { LoopPicture } from './loop-picture.ts';

/**
 * Cells of all rows in a pass of several pictures, on a processor: beyond it, reading the weights is cheap compared
 * with computing, and larger passes only leave the processor's cache.
 */
const passCells = 512;
/** Assumed milliseconds per unit of cost before any measurement. */
const firstRate = 1e-8;
/** Weight of earlier measurements after each new one. */
const memory = 0.9;

/** A pass to be computed. */
export interface PlannedPass {
  readonly pictures: readonly LoopPicture[];
  /** In the units of `scaleCosts`; 0 for forced scales. */
  readonly cost: number;
}

/** Chooses what a generator computes next, and which pictures keep their KV caches. */
export class PassPlanner {
  readonly #architecture: Architecture;
  readonly #policy = new PassPolicy();
  /** Budget for the KV caches of all pictures, in bytes. */
  memoryBytes = Number.POSITIVE_INFINITY;
  #milliseconds = 0;
  #cost = 0;
  #pass: Pass | null = null;

  constructor(architecture: Architecture) {
    this.#architecture = architecture;
  }

  /** The next pass; null if no picture is ready for one. */
  next(pictures: readonly LoopPicture[]): PlannedPass | null {
    const ready = pictures.filter(({ isWanted }) => isWanted);
    const forced = ready.filter(({ isForced }) => isForced);
    if (forced.length > 0) return { pictures: forced, cost: 0 };
    if (ready.length === 0) return null;
    const byId = new Map(pictures.map(picture => [picture.id, picture]));
    const of = (waiting: readonly WaitingPicture[]) => waiting.flatMap(({ id }) => byId.get(id) ?? []);
    const rate = this.#rate;
    const ordered = this.#policy.order(
      ready.map(picture => picture.waiting),
      Date.now(),
      rate,
    );
    const pass = composePass(ordered, {
      msPerCost: rate,
      costOf: waiting => this.#costOf(of(waiting)),
      shapeOf: ({ id }) => {
        const picture = byId.get(id);
        return picture === undefined || picture.isSuspect ? id : picture.shape;
      },
      fits: waiting => of(waiting).reduce((sum, { work }) => sum + work.tokens, 0) <= passCells,
    });
    const members = of(pass.pictures);
    // Those that wait for an answer are about to go on.
    const waiting = pictures.filter(({ isWanted }) => !isWanted).map(picture => picture.waiting);
    this.#makeRoom(members, pictures, of(leastUrgent([...waiting, ...ordered], pass.pictures)));
    this.#pass = pass;
    return { pictures: members, cost: pass.cost };
  }

  /** Records what the last pass took. */
  measured(milliseconds: number): void {
    if (this.#pass === null) return;
    this.#policy.charge(this.#pass);
    this.#milliseconds = this.#milliseconds * memory + milliseconds;
    this.#cost = this.#cost * memory + this.#pass.cost;
    this.#pass = null;
  }

  /** Measured milliseconds per unit of cost. */
  get #rate(): number {
    return this.#cost === 0 ? firstRate : this.#milliseconds / this.#cost;
  }

  #costOf(pictures: readonly LoopPicture[]): number {
    const work = { tokens: 0, attended: 0, sampled: 0 };
    for (const { work: own } of pictures) {
      work.tokens += own.tokens;
      work.attended += own.attended;
      work.sampled += own.sampled;
    }
    return workCost(this.#architecture, work);
  }

  /** Takes caches, the first ones first, until the pass fits into the budget. A single picture may exceed it. */
  #makeRoom(
    pass: readonly LoopPicture[],
    pictures: readonly LoopPicture[],
    dispensable: readonly LoopPicture[],
  ): void {
    const members = new Set(pass);
    let bytes = 0;
    for (const picture of pictures) bytes += members.has(picture) ? picture.bytesAfter : picture.bytes;
    for (const picture of dispensable) {
      if (bytes <= this.memoryBytes) return;
      bytes -= picture.bytes;
      picture.rows = null;
    }
  }
}
