import { EngineClosedError, fromFailure, InferenceError } from '../errors.ts';
import { Mailbox } from '../processes/mailbox.ts';
import type { TransformerReply, TransformerRequest } from '../processes/messages.ts';
import type { FinishedScale, GenerateOptions, GeneratorJob } from './generator.ts';

/** A scale that takes this many children with it is given up: the fault is in the job, or memory is too small. */
const maxAttempts = 3;

/**
 * One batch on its way through a child process, or through several when they die: what is finished, who is still
 * wanted, and what to tell the next child.
 */
export class JobProgress {
  readonly #job: GeneratorJob;
  readonly #options: GenerateOptions;
  readonly #memoryBytes: number;
  /** Tokens so far, by scale and picture, those of the job included. */
  readonly #finished: (Uint16Array | null)[][];
  readonly #mailbox = new Mailbox<FinishedScale>();
  readonly #over = Promise.withResolvers<void>();
  /** Pictures that the child works on, in its order. */
  #pictures: number[];
  /** Those of the scale that it computes now. */
  #current: readonly number[] = [];
  #abandoned = false;
  #attempts = 0;

  constructor(job: GeneratorJob, options: GenerateOptions, memoryBytes: number) {
    this.#job = job;
    this.#options = options;
    this.#memoryBytes = memoryBytes;
    this.#finished = this.#schedule.map((_, index) =>
      job.recipes.map((_, picture) => job.finished[index]?.[picture] ?? null),
    );
    this.#pictures = job.recipes.map((_, picture) => picture);
  }

  /** Settles when no child works on this run any more, however it ended. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Children that died with the scale in hand. */
  get attempts(): number {
    return this.#attempts;
  }

  /** What it is at, in words. */
  get doing(): string {
    const [picture] = this.#current;
    if (picture === undefined) return 'starting a run';
    return `computing scale ${this.#scaleCount(picture) + 1} of ${this.#schedule.length} of ${this.#current.length} pictures`;
  }

  /** Whether somebody waits for the scale that is computed now. */
  get isWanted(): boolean {
    const pictures = this.#current.length > 0 ? this.#current : this.#pictures;
    return pictures.some(picture => this.#isWanted(picture));
  }

  /** Finished scales as they come; throws what ended the run. */
  async *scales(): AsyncGenerator<FinishedScale, void> {
    try {
      for (let scale = await this.#mailbox.take(); scale !== null; scale = await this.#mailbox.take())
        yield scale;
    } finally {
      // A consumer that stops early does not wait; the child hears of it at its next scale.
      this.#abandoned = true;
    }
  }

  /** What to send to a child to begin or to go on; `null` when nothing is left to do, and the run is over. */
  request(): TransformerRequest | null {
    this.#current = [];
    this.#pictures = this.#pictures.filter(picture => !this.#isComplete(picture) && this.#isWanted(picture));
    if (this.#pictures.length === 0) {
      this.#finish();
      return null;
    }
    return {
      type: 'generate',
      recipes: this.#pictures.flatMap(picture => this.#job.recipes[picture] ?? []),
      finished: this.#finished.map(scale => this.#pictures.map(picture => scale[picture] ?? null)),
      forced: this.#job.forced ?? [],
      memoryBytes: this.#memoryBytes,
    };
  }

  /** Takes in a child's reply. @returns the answer to send, if it waits for one. */
  receive(reply: TransformerReply): TransformerRequest | null {
    switch (reply.type) {
      case 'begun':
        this.#current = reply.pictures.flatMap(place => this.#pictures[place] ?? []);
        return null;
      case 'scale': {
        this.#attempts = 0;
        this.#current = [];
        const tokens = this.#job.recipes.map((_, picture) => {
          const place = this.#pictures.indexOf(picture);
          return place < 0 ? null : (reply.tokens[place] ?? null);
        });
        const grid = this.#schedule[reply.index];
        const scale = this.#finished[reply.index];
        if (grid === undefined || scale === undefined) return null;
        for (const [picture, own] of tokens.entries()) if (own !== null) scale[picture] = own;
        this.#mailbox.put({ index: reply.index, grid, tokens, milliseconds: reply.milliseconds });
        return {
          type: 'goOn',
          wanted: this.#pictures.map(picture => !this.#isComplete(picture) && this.#isWanted(picture)),
        };
      }
      case 'finished':
        this.#finish();
        return null;
      case 'failed':
        this.fail(fromFailure(reply.error));
        return null;
      default:
        return null;
    }
  }

  /** Counts a child's death. @returns whether to try again with another. */
  mayRetry(reason: string): boolean {
    this.#attempts++;
    if (this.#attempts < maxAttempts) return true;
    this.fail(
      new InferenceError(
        `The inference process died ${maxAttempts} times while ${this.doing}; most recently, it ${reason}`,
      ),
    );
    return false;
  }

  fail(error: unknown): void {
    this.#mailbox.fail(error);
    this.#over.resolve();
  }

  /** Ends a run whose engine is being closed. */
  close(): void {
    this.fail(new EngineClosedError('The engine was closed.'));
  }

  get #schedule() {
    return this.#job.recipes[0]?.schedule ?? [];
  }

  #isWanted(picture: number): boolean {
    if (this.#abandoned || this.#options.signal?.aborted) return false;
    try {
      return this.#options.wanted?.(picture) ?? true;
    } catch (error) {
      // The consumer's error goes back to the consumer, and the child stops at once.
      this.#mailbox.fail(error);
      this.#abandoned = true;
      return false;
    }
  }

  #scaleCount(picture: number): number {
    const missing = this.#finished.findIndex(scale => scale[picture] === null);
    return missing < 0 ? this.#finished.length : missing;
  }

  #isComplete(picture: number): boolean {
    return this.#finished.at(-1)?.[picture] !== null;
  }

  #finish(): void {
    const complete = this.#job.recipes.every((_, picture) => this.#isComplete(picture));
    if (!complete && this.#options.signal?.aborted) this.fail(this.#options.signal.reason);
    else this.#mailbox.end();
    this.#over.resolve();
  }
}
