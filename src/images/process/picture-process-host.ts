import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { InvalidPictureError } from '../intake/invalid-picture-error.ts';
import { PictureJobLimitError, PictureProcessError } from './errors.ts';
import { type JobLimits, type JobReply, jobReplySchema } from './messages.ts';
import type { JobGiven, JobName, JobResult } from './picture-jobs.ts';

/** Attempts of a job; each failure is the death of a process. */
const maxAttempts = 2;
/** A process holding more memory than this is replaced after its job, because decoders seldom return memory. */
const restingBytes = 220 * 2 ** 20;
const stderrKept = 1000;

export interface PictureProcessOptions {
  readonly limits: JobLimits;
  /** Seconds after which a job counts as hanging, however busy the machine is. */
  readonly hangSeconds: number;
  /** Idle seconds after which the process exits to free its memory. @default never */
  readonly idleSeconds?: number;
  /** Called when a process dies unexpectedly. */
  readonly onDeath?: (reason: string) => void;
}

interface Job {
  readonly name: JobName;
  readonly given: readonly unknown[];
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  attempts: number;
}

/** A picture process and its successors, started on demand. Jobs run one after another. */
export class PictureProcessHost {
  readonly #options: PictureProcessOptions;
  readonly #waiting: Job[] = [];
  #current: Job | null = null;
  #child: ChildProcess | null = null;
  #watch: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PictureProcessOptions) {
    this.#options = options;
  }

  /** Process id of the current process; `null` while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /**
   * @throws InvalidPictureError if the bytes are not a supported picture; PictureJobLimitError; PictureProcessError.
   */
  run<Name extends JobName>(name: Name, ...given: JobGiven<Name>): Promise<JobResult<Name>> {
    if (this.#closed) return Promise.reject(new PictureProcessError('The picture process was closed.'));
    return new Promise((resolve, reject) => {
      // Both ends are ours, and `pictureJobs` determines the result type.
      const take = (result: unknown) => resolve(result as JobResult<Name>);
      this.#waiting.push({ name, given, resolve: take, reject, attempts: 0 });
      this.#next();
    });
  }

  /** Kills the process and waits until it is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    const error = new PictureProcessError('The picture process was closed.');
    for (const job of this.#waiting.splice(0)) job.reject(error);
    this.#settle()?.reject(error);
    const child = this.#letGo();
    if (child !== null && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  #next(): void {
    if (this.#current !== null || this.#closed) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      this.#rest();
      return;
    }
    clearTimeout(this.#idle);
    this.#current = job;
    job.attempts++;
    this.#child ??= this.#spawn();
    this.#watchForHang(this.#child);
    const { name, given } = job;
    // A message to a dying process is lost; `exit` follows.
    this.#child.send({ name, given, limits: this.#options.limits }, () => {});
  }

  #rest(): void {
    const { idleSeconds } = this.#options;
    if (idleSeconds === undefined) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#letGo(), idleSeconds * 1000).unref();
  }

  /** Counts seconds during which the server itself was awake, so that sleep of the machine does not count. */
  #watchForHang(child: ChildProcess): void {
    let seconds = 0;
    this.#watch = setInterval(() => {
      if (++seconds < this.#options.hangSeconds) return;
      this.#report(`did not respond for ${seconds} seconds`, child);
      this.#settle()?.reject(new PictureJobLimitError('time'));
      this.#letGo();
      this.#next();
    }, 1000);
  }

  /** @returns the job in progress. */
  #settle(): Job | null {
    clearInterval(this.#watch);
    const job = this.#current;
    this.#current = null;
    return job;
  }

  /** Kills the process and ignores its further messages. SIGKILL also ends a stopped process. */
  #letGo(): ChildProcess | null {
    const child = this.#child;
    this.#child = null;
    child?.kill('SIGKILL');
    return child;
  }

  #spawn(): ChildProcess {
    const child = fork(new URL('./picture-process.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text: string) => {
        lastWords = (lastWords + text).slice(-stderrKept);
      })
      .on('error', () => {});
    child.on('message', message => {
      if (this.#child !== child) return;
      const parsed = jobReplySchema.safeParse(message);
      if (parsed.success) this.#receive(parsed.data);
      else this.#died(child, `sent an invalid message: ${parsed.error.message}`);
    });
    child.on('error', error => this.#died(child, `failed: ${error.message}`));
    child.on('exit', (code, signal) => {
      const how = signal === null ? `exited with code ${code}` : `was killed by ${signal}`;
      this.#died(child, lastWords.trim() === '' ? how : `${how}: ${lastWords.trim()}`);
    });
    return child;
  }

  #receive(reply: JobReply): void {
    const job = this.#settle();
    switch (reply.type) {
      case 'done':
        job?.resolve(reply.result);
        if (reply.bytes > restingBytes) this.#letGo();
        break;
      case 'refused':
        job?.reject(new InvalidPictureError(reply.given, reply.allowed));
        break;
      case 'failed':
        job?.reject(new PictureProcessError(`A picture process failed: ${reply.message}`));
        break;
      case 'exceeded':
        job?.reject(new PictureJobLimitError(reply.limit));
        this.#letGo();
        break;
    }
    this.#next();
  }

  #died(child: ChildProcess, reason: string): void {
    if (this.#child !== child) return;
    this.#report(reason, child);
    this.#letGo();
    const job = this.#settle();
    if (job !== null && job.attempts < maxAttempts) this.#waiting.unshift(job);
    else job?.reject(new PictureProcessError(`A picture process ${reason}`));
    this.#next();
  }

  #report(reason: string, { pid }: ChildProcess): void {
    const job = this.#current === null ? 'without a job' : `at ${this.#current.name}`;
    this.#options.onDeath?.(`picture process ${pid ?? ''} ${reason} (${job})`);
  }
}
