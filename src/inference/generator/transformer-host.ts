import { fromFailure } from '../errors.ts';
import { ChildHost, type ChildSettings } from '../processes/child-host.ts';
import {
  type ComputedScale,
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
  /** Seconds any pass may take. */
  readonly patienceSeconds: number;
  /** Budget for the KV caches of all pictures in progress. */
  readonly memoryBytes: number;
}

/** A pass in progress. */
interface Pass {
  readonly pictures: readonly number[];
  readonly cost: number;
  readonly began: number;
}

/** The server side of the transformer process. Jobs run concurrently: their pictures share passes. */
export class TransformerHost implements Generator {
  readonly #host: ChildHost<TransformerRequest, TransformerReply>;
  readonly #memoryBytes: number;
  readonly #pace: Pace;
  readonly #watch = new Watch({ tick: () => this.#lookWhetherWanted(), over: () => this.#replaceHanging() });
  /** The job of each picture in progress. */
  readonly #jobs = new Map<number, JobProgress>();
  #nextId = 0;
  #pass: Pass | null = null;
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
      doing: () => this.#doing,
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

  async *generate(given: GeneratorJob, options: GenerateOptions = {}): AsyncGenerator<FinishedScale, void> {
    const job = new JobProgress(given, options, this.#nextId);
    this.#nextId += given.recipes.length;
    if (this.#closed) job.close();
    else {
      for (const id of job.ids) this.#jobs.set(id, job);
      await this.#begin([job]);
    }
    yield* job.scales();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#watch.stop();
    for (const job of this.#inProgress) job.close();
    this.#jobs.clear();
    await this.#host.close();
  }

  get #inProgress(): ReadonlySet<JobProgress> {
    return new Set(this.#jobs.values());
  }

  get #doing(): string {
    const [first, ...others] = this.#pass?.pictures ?? [];
    const job = first === undefined ? undefined : this.#jobs.get(first);
    if (first === undefined || job === undefined) return this.#jobs.size > 0 ? 'starting a pass' : 'nothing';
    const beside = others.length === 0 ? '' : `, together with ${others.length} other pictures`;
    return `computing ${job.scaleOf(first)}${beside}`;
  }

  /** Sends jobs to the child: new ones, or all of them to a new child. */
  async #begin(jobs: Iterable<JobProgress>): Promise<void> {
    try {
      await this.#host.start();
    } catch (error) {
      for (const job of jobs) job.fail(error);
      this.#forgetEnded();
      return;
    }
    for (const job of jobs) {
      const pictures = job.toAdd();
      if (pictures.length > 0)
        this.#host.send({ type: 'add', pictures, forced: job.forced, memoryBytes: this.#memoryBytes });
    }
    this.#forgetEnded();
    if (this.#pass === null) this.#watchNothing();
  }

  #receive(reply: TransformerReply): void {
    if (reply.type === 'begun') this.#begun(reply.pictures, reply.cost);
    else if (reply.type === 'computed') this.#computed(reply.scales);
    else if (reply.type === 'failed') {
      this.#jobs.get(reply.picture)?.fail(fromFailure(reply.error));
      this.#endPass();
    }
  }

  #begun(pictures: readonly number[], cost: number): void {
    this.#pass = { pictures, cost, began: performance.now() };
    this.#unwantedFor = 0;
    for (const id of pictures) this.#jobs.get(id)?.begun();
    const deaths = Math.max(0, ...pictures.map(id => this.#jobs.get(id)?.deathsAt(id) ?? 0));
    // A process that was slow rather than hanging gets more time on the next attempt.
    this.#watch.start(this.#pace.limitSeconds(cost) * 2 ** deaths);
  }

  #computed(scales: readonly ComputedScale[]): void {
    const pass = this.#pass;
    if (pass !== null)
      this.#pace.measured(
        pass.cost,
        scales.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
      );
    for (const [job, own] of Map.groupBy(scales, ({ picture }) => this.#jobs.get(picture))) job?.receive(own);
    this.#endPass();
    const waiting = scales.map(({ picture }) => picture).filter(id => this.#jobs.has(id));
    if (waiting.length > 0) this.#host.send({ type: 'goOn', pictures: waiting });
  }

  /** Drops what is no longer wanted, and watches that another pass begins if there is anything left. */
  #endPass(): void {
    this.#pass = null;
    for (const job of this.#inProgress) job.dropUnwanted();
    this.#forgetEnded();
    this.#watchNothing();
  }

  /** Forgets pictures that are complete or no longer wanted; the child forgets the latter, too. */
  #forgetEnded(): void {
    const kept = new Map([...this.#inProgress].flatMap(job => job.ids.map(id => [id, job] as const)));
    const ended = [...this.#jobs.keys()].filter(id => !kept.has(id));
    for (const id of ended) this.#jobs.delete(id);
    if (ended.length > 0) this.#host.send({ type: 'drop', pictures: ended });
  }

  /** Watches that the child begins a pass if it has pictures. */
  #watchNothing(): void {
    this.#unwantedFor = 0;
    if (this.#jobs.size === 0) this.#watch.stop();
    else this.#watch.start(this.#pace.limitSeconds(0));
  }

  /**
   * A pass of which nothing is wanted any more is broken off, unless it is about to finish. A child that has pictures
   * begins a pass at once; so one that still has unwanted ones, and no pass, is stuck.
   */
  #lookWhetherWanted(): void {
    const isWanted = (id: number) => this.#jobs.get(id)?.isWanted(id) === true;
    const goesOn = this.#pass?.pictures.some(isWanted) ?? this.#jobs.keys().every(isWanted);
    if (goesOn) this.#unwantedFor = 0;
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
    const suspects = this.#pass?.pictures ?? [...this.#jobs.keys()];
    this.#pass = null;
    if (!this.#brokenOff) for (const id of suspects) this.#jobs.get(id)?.died(id, reason);
    this.#brokenOff = false;
    this.#forgetEnded();
    const jobs = this.#inProgress;
    if (jobs.size > 0) return this.#begin(jobs);
    // Nothing awaits this start; the next request gets its error, if it still fails.
    await this.#host.start().catch(() => {});
  }
}
