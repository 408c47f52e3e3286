import { ChildHost, type ChildSettings } from '../processes/child-host.ts';
import {
  type TransformerReply,
  type TransformerRequest,
  transformerReplySchema,
} from '../processes/messages.ts';
import { Pace } from '../processes/pace.ts';
import { Watch } from '../processes/watch.ts';
import type { FinishedScale, GenerateOptions, Generator, GeneratorJob } from './generator.ts';
import { JobProgress } from './job-progress.ts';

/** Assumed milliseconds per operation before any measurement: a billion per second. */
const firstRate = 1e-6;
/** Seconds for which an unwanted scale is still computed: most scales finish within this time and are kept. */
const unwantedSeconds = 1;

export interface TransformerHostSettings extends Omit<ChildSettings, 'name' | 'script'> {
  /** Seconds any scale may take. */
  readonly patienceSeconds: number;
  /** Memory for concurrently computed pictures. */
  readonly memoryBytes: number;
}

/** The server side of the transformer process. Batches run one after another, in request order. */
export class TransformerHost implements Generator {
  readonly #host: ChildHost<TransformerRequest, TransformerReply>;
  readonly #memoryBytes: number;
  readonly #pace: Pace;
  readonly #watch = new Watch({ tick: () => this.#lookWhetherWanted(), over: () => this.#replaceHanging() });
  /** Settles when the last requested run is over. */
  #last: Promise<void> = Promise.resolve();
  #run: JobProgress | null = null;
  /** Cost of the current scale. */
  #cost = 0;
  #unwantedFor = 0;
  /** Whether the child was deliberately stopped. */
  #brokenOff = false;
  #closed = false;

  constructor(settings: TransformerHostSettings) {
    this.#memoryBytes = settings.memoryBytes;
    this.#pace = new Pace(settings.patienceSeconds, firstRate);
    const script = new URL('./transformer-process.ts', import.meta.url);
    this.#host = new ChildHost({ ...settings, name: 'transformer', script }, transformerReplySchema, {
      message: reply => this.#receive(reply),
      died: reason => void this.#replace(reason),
      doing: () => this.#run?.doing ?? 'nothing',
    });
  }

  get ready(): boolean {
    return this.#host.ready;
  }

  get processIds(): readonly number[] {
    return this.#host.pid === null ? [] : [this.#host.pid];
  }

  start(): Promise<void> {
    return this.#host.start();
  }

  async *generate(job: GeneratorJob, options: GenerateOptions = {}): AsyncGenerator<FinishedScale, void> {
    const run = new JobProgress(job, options, this.#memoryBytes);
    const before = this.#last;
    this.#last = before.then(() => run.over);
    await before;
    if (this.#closed) run.close();
    else {
      this.#run = run;
      void run.over.then(() => {
        if (this.#run !== run) return;
        this.#run = null;
        this.#watch.stop();
      });
      await this.#begin(run);
    }
    yield* run.scales();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#watch.stop();
    this.#run?.close();
    await this.#host.close();
  }

  async #begin(run: JobProgress): Promise<void> {
    try {
      await this.#host.start();
      const request = run.request();
      if (request !== null) this.#send(request);
    } catch (error) {
      run.fail(error);
    }
  }

  #send(request: TransformerRequest): void {
    // It reports each scale as it starts it.
    this.#watchFor(0);
    this.#host.send(request);
  }

  #receive(reply: TransformerReply): void {
    const run = this.#run;
    if (run === null) return;
    const answer = run.receive(reply);
    if (reply.type === 'begun') this.#watchFor(reply.cost);
    if (reply.type === 'scale') {
      if (this.#cost > 0) this.#pace.measured(this.#cost, reply.milliseconds);
      this.#watch.stop();
    }
    if (answer !== null) this.#send(answer);
  }

  #watchFor(cost: number): void {
    this.#cost = cost;
    this.#unwantedFor = 0;
    // A process that was slow rather than hanging gets more time on the next attempt.
    this.#watch.start(this.#pace.limitSeconds(cost) * 2 ** (this.#run?.attempts ?? 0));
  }

  #lookWhetherWanted(): void {
    if (this.#run === null || this.#run.isWanted) this.#unwantedFor = 0;
    else if (++this.#unwantedFor > unwantedSeconds) {
      this.#watch.stop();
      this.#brokenOff = true;
      this.#host.kill('its result is no longer wanted', true);
    }
  }

  #replaceHanging(): void {
    this.#host.kill('hung: it took more than ten times as long as expected');
  }

  /** Replaces a dead child; the new one resumes its work. */
  async #replace(reason: string): Promise<void> {
    this.#watch.stop();
    const run = this.#run;
    const goesOn = run !== null && (this.#brokenOff || run.mayRetry(reason));
    this.#brokenOff = false;
    if (goesOn) return this.#begin(run);
    // Nothing awaits this start; the next request gets its error, if it still fails.
    await this.#host.start().catch(() => {});
  }
}
