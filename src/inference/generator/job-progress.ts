import { EngineClosedError, fromFailure, InferenceError } from '../errors.ts';
import { Mailbox } from '../processes/mailbox.ts';
import type { TransformerReply, TransformerRequest } from '../processes/messages.ts';
import type { FinishedScale, GenerateOptions, GeneratorJob } from './generator.ts';

/** A scale that kills this many children fails: the job is at fault, or memory is too small. */
const maxAttempts = 3;

/**
 * The progress of one batch across child processes: what is finished, which pictures are still wanted, and what to send
 * to the next child.
 */
export class JobProgress {
  readonly #job: GeneratorJob;
  readonly #options: GenerateOptions;
  readonly #memoryBytes: number;
  /** Tokens so far, by scale and picture, including those of the job. */
  readonly #finished: (Uint16Array | null)[][];
  readonly #mailbox = new Mailbox<FinishedScale>();
  readonly #over = Promise.withResolvers<void>();
  /** Pictures the child works on, in its order. */
  #pictures: number[];
  /** Pictures of the current scale. */
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

  /** Settles when no child works on this run any longer, whatever the outcome. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Children that died during the current scale. */
  get attempts(): number {
    return this.#attempts;
  }

  /** The current activity, in words. */
  get doing(): string {
    const [picture] = this.#current;
    if (picture === undefined) return 'starting a run';
    return `computing scale ${this.#scaleCount(picture) + 1} of ${this.#schedule.length} of ${this.#current.length} pictures`;
  }

  /** Whether the current scale is still wanted. */
  get isWanted(): boolean {
    const pictures = this.#current.length > 0 ? this.#current : this.#pictures;
    return pictures.some(picture => this.#isWanted(picture));
  }

  /** Finished scales as they arrive; throws the error that ended the run. */
  async *scales(): AsyncGenerator<FinishedScale, void> {
    try {
      for (let scale = await this.#mailbox.take(); scale !== null; scale = await this.#mailbox.take())
        yield scale;
    } finally {
      // A consumer that stops early does not wait; the child stops at its next scale.
      this.#abandoned = true;
    }
  }

  /** The request to start or resume on a child; `null` if nothing is left to do and the run is over. */
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

  /** Handles a child's reply. @returns the answer to send, if it expects one. */
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

  /** Records a child's death. @returns whether to retry with another child. */
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

  /** Ends a run because its engine is closing. */
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
      // Errors of callbacks go to the consumer, and the child stops at once.
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
