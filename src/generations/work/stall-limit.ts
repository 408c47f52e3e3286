import { Pace } from '../../inference/processes/pace.ts';
import type { Attempt } from '../store/attempt-store.ts';

/** Milliseconds that an operation is believed to take before any was measured here; rather too many. */
const firstRate = 1e-6;
/**
 * The engine replaces a process that takes too long for a scale (see `processes/pace.ts`), and then does that scale again:
 * a worker has got stuck when so many times that has passed.
 */
const triesOfEngine = 3;

/** How long a worker may go without a finished scale before it lets go of its run: from the plan and the rate that was measured. */
export class StallLimit {
  readonly #pace: Pace;

  /** @param floorSeconds allowed for any scale; models are loaded in it, and sources encoded. */
  constructor(floorSeconds: number) {
    this.#pace = new Pace(floorSeconds, firstRate);
  }

  /** A scale was stored. @param operations of all its pictures. */
  measured(operations: number, milliseconds: number): void {
    this.#pace.measured(operations, milliseconds);
  }

  /** Milliseconds that the largest scale that is left may take. */
  ofScale({ generations, work }: Attempt): number {
    const shares = generations.flatMap(({ plan, scaleCount }) =>
      plan.slice(scaleCount).map(({ workShare }) => workShare),
    );
    const operations = Math.max(0, ...shares) * work * generations.length;
    return triesOfEngine * this.#pace.limitSeconds(operations) * 1000;
  }
}
