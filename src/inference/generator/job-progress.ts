import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import { EngineClosedError, InferenceError } from '../errors.ts';
import { Mailbox } from '../processes/mailbox.ts';
import type { AddedPicture, ComputedScale } from '../processes/messages.ts';
import type { FinishedScale, GenerateOptions, GeneratorJob, JobTerms } from './generator.ts';

/** A scale that kills this many children fails: the picture is at fault, or memory is too small. */
const maxAttempts = 3;

/**
 * The progress of one job across child processes: what is finished, which pictures are still wanted, and what to send
 * to the next child.
 */
export class JobProgress {
  readonly #job: GeneratorJob;
  readonly #options: GenerateOptions;
  /** Id of its first picture; the others follow. */
  readonly #firstId: number;
  /** Tokens so far, by picture and scale, including those of the job. */
  readonly #tokens: Uint16Array[][];
  /** Children that died during the next scale of each picture. */
  readonly #deaths: number[];
  /** Pictures that are neither complete nor dropped. */
  readonly #going: Set<number>;
  readonly #terms: JobTerms;
  readonly #mailbox = new Mailbox<FinishedScale>();
  #abandoned = false;
  #hasBegun = false;
  /** Whether nothing is left to do, whatever the outcome. */
  #isOver = false;

  constructor(job: GeneratorJob, options: GenerateOptions, firstId: number) {
    this.#job = job;
    this.#options = options;
    this.#firstId = firstId;
    this.#terms = job.terms ?? { share: '', priority: 'NORMAL', arrivedMs: Date.now(), deadlineMs: null };
    this.#tokens = job.recipes.map((_, place) => {
      const own = job.finished.map(scale => scale[place] ?? null);
      const end = own.indexOf(null);
      return own.slice(0, end < 0 ? own.length : end).flatMap(tokens => tokens ?? []);
    });
    this.#deaths = job.recipes.map(() => 0);
    this.#going = new Set(job.recipes.keys());
    for (const place of this.#going) if (this.#isComplete(place)) this.#going.delete(place);
  }

  get forced(): readonly (ForcedScale | null)[] {
    return this.#job.forced ?? [];
  }

  /** Ids of the pictures in progress. */
  get ids(): readonly number[] {
    return [...this.#going].map(place => this.#firstId + place);
  }

  /** Finished scales as they arrive; throws the error that ended the job. */
  async *scales(): AsyncGenerator<FinishedScale, void> {
    try {
      for (let scale = await this.#mailbox.take(); scale !== null; scale = await this.#mailbox.take())
        yield scale;
    } finally {
      // A consumer that stops early does not wait; its pictures are dropped at their next scales.
      this.#abandoned = true;
    }
  }

  /** The pictures to begin or to resume on a child. The job may be over instead. */
  toAdd(): readonly AddedPicture[] {
    this.dropUnwanted();
    return [...this.#going].map(place => {
      const recipe = this.#job.recipes[place];
      if (recipe === undefined) throw new RangeError(`the job has no picture ${place}`);
      return {
        id: this.#firstId + place,
        recipe,
        finished: this.#tokens[place] ?? [],
        ...this.#terms,
        isSuspect: (this.#deaths[place] ?? 0) > 0,
      };
    });
  }

  /** A pass with one of its pictures begins. */
  begun(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#options.began?.();
  }

  /** Handles the scales of a pass that belong to this job. */
  receive(scales: readonly ComputedScale[]): void {
    for (const [index, computed] of Map.groupBy(scales, scale => scale.index)) {
      const grid = this.#job.recipes[0]?.schedule[index];
      if (grid === undefined) continue;
      const tokens = this.#job.recipes.map<Uint16Array | null>(() => null);
      let milliseconds = 0;
      for (const scale of computed) {
        const place = scale.picture - this.#firstId;
        tokens[place] = scale.tokens;
        milliseconds += scale.milliseconds;
        this.#tokens[place]?.push(scale.tokens);
        this.#deaths[place] = 0;
        if (this.#isComplete(place)) this.#going.delete(place);
      }
      this.#mailbox.put({ index, grid, tokens, milliseconds });
    }
    this.#endIfDone();
  }

  /** @returns ids of pictures that are no longer wanted; they are forgotten. */
  dropUnwanted(): readonly number[] {
    const drained = this.#options.draining?.aborted === true;
    const dropped = [...this.#going].filter(place => drained || !this.#isWanted(place));
    for (const place of dropped) this.#going.delete(place);
    this.#endIfDone();
    return dropped.map(place => this.#firstId + place);
  }

  isWanted(id: number): boolean {
    const place = id - this.#firstId;
    return this.#going.has(place) && this.#isWanted(place);
  }

  /** Which scale of how many a picture is at, in words. */
  scaleOf(id: number): string {
    const place = id - this.#firstId;
    return `scale ${(this.#tokens[place]?.length ?? 0) + 1} of ${this.#job.recipes[place]?.schedule.length ?? 0}`;
  }

  /** Children that died during a picture's next scale. */
  deathsAt(id: number): number {
    return this.#deaths[id - this.#firstId] ?? 0;
  }

  /** Records that a child died while it computed a picture. The job ends if that happens too often. */
  died(id: number, reason: string): void {
    const place = id - this.#firstId;
    const deaths = (this.#deaths[place] ?? 0) + 1;
    this.#deaths[place] = deaths;
    if (deaths >= maxAttempts)
      this.fail(
        new InferenceError(
          `The inference process died ${maxAttempts} times while computing ${this.scaleOf(id)}; most recently, it ${reason}`,
        ),
      );
  }

  fail(error: unknown): void {
    this.#mailbox.fail(error);
    this.#going.clear();
    this.#isOver = true;
  }

  /** Ends a job because its engine is closing. */
  close(): void {
    this.fail(new EngineClosedError('The engine was closed.'));
  }

  #isWanted(place: number): boolean {
    if (this.#abandoned || this.#options.signal?.aborted) return false;
    try {
      return this.#options.wanted?.(place) ?? true;
    } catch (error) {
      // Errors of callbacks go to the consumer, and its pictures are dropped.
      this.#mailbox.fail(error);
      this.#abandoned = true;
      return false;
    }
  }

  #isComplete(place: number): boolean {
    return this.#tokens[place]?.length === this.#job.recipes[place]?.schedule.length;
  }

  #endIfDone(): void {
    if (this.#going.size > 0 || this.#isOver) return;
    this.#isOver = true;
    const complete = this.#job.recipes.every((_, place) => this.#isComplete(place));
    if (!complete && this.#options.signal?.aborted) this.#mailbox.fail(this.#options.signal.reason);
    else this.#mailbox.end();
  }
}
