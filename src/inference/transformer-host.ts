import { ChildHost } from './child-host.ts';
import type { EngineJob, FinishedScale } from './engine.ts';
import { GenerationRun, type RunOptions } from './generation-run.ts';
import {
  type OpenRequest,
  type TransformerReply,
  type TransformerRequest,
  transformerReplySchema,
} from './messages.ts';

/** The server's end of the transformer process. Batches run one after the other, in the order they were asked for. */
export class TransformerHost {
  readonly #host: ChildHost<TransformerRequest, TransformerReply>;
  /** Settles when the run asked for last is over. */
  #last: Promise<void> = Promise.resolve();
  #run: GenerationRun | null = null;
  #closed = false;

  constructor(open: OpenRequest) {
    this.#host = new ChildHost(
      new URL('./transformer-process.ts', import.meta.url),
      open,
      transformerReplySchema,
      {
        message: reply => {
          const answer = this.#run?.receive(reply);
          if (answer) this.#host.send(answer);
        },
        died: reason => void this.#replace(reason),
      },
    );
  }

  get ready(): boolean {
    return this.#host.ready;
  }

  get pid(): number | null {
    return this.#host.pid;
  }

  start(): Promise<void> {
    return this.#host.start();
  }

  async *generate(job: EngineJob, options: RunOptions): AsyncGenerator<FinishedScale, void> {
    const run = new GenerationRun(job, options);
    const before = this.#last;
    this.#last = before.then(() => run.over);
    await before;
    if (this.#closed) run.close();
    else {
      this.#run = run;
      void run.over.then(() => {
        if (this.#run === run) this.#run = null;
      });
      await this.#begin(run);
    }
    yield* run.scales();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#run?.close();
    await this.#host.close();
  }

  async #begin(run: GenerationRun): Promise<void> {
    try {
      await this.#host.start();
      const request = run.request();
      if (request !== null) this.#host.send(request);
    } catch (error) {
      run.fail(error);
    }
  }

  /** A new child in place of a dead one, which goes on with what the dead one was doing. */
  async #replace(reason: string): Promise<void> {
    const run = this.#run;
    if (run?.mayRetry(reason)) return this.#begin(run);
    // Nobody waits for this start: whoever asks next gets its error, if it still fails then.
    await this.#host.start().catch(() => {});
  }
}
