import { Pace } from '../../inference/processes/pace.ts';
import type { Attempt } from '../store/attempt-store.ts';

/** Assumed milliseconds per operation before any measurement; a generous estimate. */
const firstRate = 1e-6;
/**
 * The engine replaces a process that takes too long for a scale (see `processes/pace.ts`) and repeats the scale. A
 * worker counts as stuck after this multiple of that time.
 */
const triesOfEngine = 3;

/**
 * How long a worker may go without finishing a scale before it releases its run, based on the plan and the measured
 * rate.
 */
export class StallLimit {
  readonly #pace: Pace;
  /** Milliseconds allowed for anything. */
  readonly floorMs: number;

  /** @param floorSeconds allowed for any scale, including loading models and encoding sources. */
  constructor(floorSeconds: number) {
    this.#pace = new Pace(floorSeconds, firstRate);
    this.floorMs = floorSeconds * 1000;
  }

  /** Records a stored scale. @param operations of all its pictures. */
  measured(operations: number, milliseconds: number): void {
    this.#pace.measured(operations, milliseconds);
  }

  /** Milliseconds allowed for the largest remaining scale. */
  ofScale({ generations, work }: Attempt): number {
    const shares = generations.flatMap(({ plan, scaleCount }) =>
      plan.slice(scaleCount).map(({ workShare }) => workShare),
    );
    const operations = Math.max(0, ...shares) * work * generations.length;
    return triesOfEngine * this.#pace.limitSeconds(operations) * 1000;
  }
}
