import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import type { z } from 'zod';
import { EngineClosedError, fromFailure, InferenceError } from '../errors.ts';
import type { ChildName, ChildReport } from './child-report.ts';
import type { Failure, OpenRequest } from './messages.ts';
import { Watch } from './watch.ts';

/** Children that may die while opening the pack before the start fails. */
const maxStarts = 3;
/** Maximum length of a dead child's last output in the error. */
const stderrKept = 2000;
/** Retry delay of a failed start in seconds; doubles each time, up to a minute. */
const firstRetrySeconds = 1;
const maxRetrySeconds = 60;
/** A killed process that still exists after this time hangs in the kernel and is no longer awaited. */
const goneMs = 5000;

/**
 * glibc adapts to keep large freed blocks, up to 32 MB each, for reuse. Fixed limits return the largest to the system
 * at no measurable cost; a limit of 1 MB would return all of them but take a fifth longer. Other systems ignore these
 * variables.
 */
const mallocLimits = {
  MALLOC_MMAP_THRESHOLD_: String(4 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(16 * 2 ** 20),
};

type LifeReply = { type: 'ready' } | { type: 'openFailed'; error: Failure } | { type: string };

export interface ChildSettings {
  readonly name: ChildName;
  readonly script: URL;
  readonly open: OpenRequest;
  /** Time-out for opening the pack, after which a child is replaced. */
  readonly openSeconds: number;
  readonly report: (report: ChildReport) => void;
}

export interface ChildEvents<Reply> {
  message(reply: Reply): void;
  /** Called when a ready child is gone; `host.start()` may then start another. Not called after `close`. */
  died(reason: string): void;
  /** The child's current activity in words, for reports. */
  doing(): string;
}

/**
 * A child process and its successors. Children hold no irreplaceable state, so they are stopped with SIGKILL, the only
 * signal that reaches a process inside a synchronous run, or a stopped one.
 */
export class ChildHost<Request, Reply extends LifeReply> {
  readonly #settings: ChildSettings;
  readonly #replySchema: z.ZodType<Reply>;
  readonly #events: ChildEvents<Reply>;
  readonly #opening = new Watch({
    over: () => this.kill(`did not open the pack within ${this.#settings.openSeconds} s`),
  });
  #child: ChildProcess | null = null;
  #starting: Promise<void> | null = null;
  #ready = false;
  #everReady = false;
  #closed = false;
  /** Why we killed the child. */
  #killed: { readonly why: string; readonly deliberate: boolean } | null = null;
  #retry: NodeJS.Timeout | null = null;
  #failures = 0;

  constructor(settings: ChildSettings, replySchema: z.ZodType<Reply>, events: ChildEvents<Reply>) {
    this.#settings = settings;
    this.#replySchema = replySchema;
    this.#events = events;
  }

  /** `false` while no child can be started. Requests to one that is starting or being replaced wait. */
  get ready(): boolean {
    return this.#failures === 0;
  }

  /** Process id of the current child, for monitoring; `null` while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /**
   * Starts a child unless there is one, or one is starting, and waits until its pack is open. Failed starts are retried
   * periodically.
   * @throws PackError, ProviderUnavailableError or InferenceError if it cannot be opened.
   */
  start(): Promise<void> {
    if (this.#closed) return Promise.reject(new EngineClosedError('The engine is closed.'));
    if (this.#ready) return Promise.resolve();
    this.#starting ??= this.#startAnother().then(
      () => {
        this.#starting = null;
        this.#failures = 0;
      },
      error => {
        this.#starting = null;
        this.#tryLater(error);
        throw error;
      },
    );
    return this.#starting;
  }

  /** Sends a message to a ready child; a message to a dying one is lost, and `died` follows. */
  send(request: Request & object): void {
    this.#child?.send(request, () => {});
  }

  /**
   * Kills the child; `died` follows with the reason.
   * @param deliberate the child is healthy, but its work is no longer wanted.
   */
  kill(why: string, deliberate = false): void {
    this.#killed = { why, deliberate };
    this.#child?.kill('SIGKILL');
  }

  /** Kills the child and waits until it is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#ready = false;
    this.#opening.stop();
    if (this.#retry !== null) clearTimeout(this.#retry);
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await Promise.race([gone, after(goneMs, undefined, { ref: false })]);
  }

  async #startAnother(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    for (let start = 1; ; start++) {
      try {
        return await this.#spawn();
      } catch (error) {
        // A pack that cannot be opened will fail again; a killed process may succeed next time.
        if (!(error instanceof InferenceError) || this.#closed || start === maxStarts) throw error;
      }
    }
  }

  #tryLater(error: unknown): void {
    // The caller of the first start handles its failure.
    if (this.#closed || !this.#everReady) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#settings.report({ type: 'notStarted', child: this.#settings.name, reason });
    const seconds = Math.min(maxRetrySeconds, firstRetrySeconds * 2 ** this.#failures++);
    this.#retry = setTimeout(() => void this.start().catch(() => {}), seconds * 1000).unref();
  }

  #spawn(): Promise<void> {
    const { name, script, open, openSeconds, report } = this.#settings;
    const started = performance.now();
    const child = fork(script, {
      serialization: 'advanced',
      execArgv: ['--expose-gc', '--max-semi-space-size=2'],
      env: { ...mallocLimits, ...process.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#killed = null;
    this.#opening.start(openSeconds);
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-stderrKept);
    });
    // Its exit is reported separately.
    child.stderr?.on('error', () => {});
    return new Promise((resolve, reject) => {
      child.on('message', message => {
        const parsed = this.#replySchema.safeParse(message);
        if (!parsed.success) {
          lastWords = `it sent an invalid message: ${parsed.error.message}`;
          child.kill('SIGKILL');
          return;
        }
        const reply = parsed.data;
        if (reply.type === 'ready') {
          this.#opening.stop();
          if (this.#closed) return;
          this.#ready = true;
          this.#everReady = true;
          const milliseconds = Math.round(performance.now() - started);
          report({ type: 'started', child: name, childPid: child.pid ?? 0, milliseconds });
          resolve();
        } else if (reply.type === 'openFailed' && 'error' in reply) {
          reject(fromFailure(reply.error));
          child.kill('SIGKILL');
        } else if (this.#child === child) this.#events.message(reply);
      });
      // A child that cannot be spawned emits `error` without `exit`. Undeliverable messages and signals also emit
      // `error`, which can be ignored because `exit` follows.
      child.on('error', error => {
        if (child.pid === undefined) this.#gone(child, `could not be started: ${error.message}`, reject);
      });
      child.on('exit', (code, signal) => {
        const how = signal === null ? `exited with code ${code}` : `was killed by ${signal}`;
        const words = [this.#killed?.why, lastWords.trim()].filter(Boolean).join('; ');
        this.#gone(child, words === '' ? how : `${how}: ${words}`, reject);
      });
      child.send(open, () => {});
    });
  }

  #gone(child: ChildProcess, reason: string, reject: (error: Error) => void): void {
    this.#opening.stop();
    if (this.#child === child) this.#child = null;
    const wasReady = this.#ready;
    this.#ready = false;
    reject(
      this.#closed
        ? new EngineClosedError('The engine was closed.')
        : new InferenceError(`The inference process ${reason}`),
    );
    if (this.#closed) return;
    const { name, report } = this.#settings;
    const doing = wasReady ? this.#events.doing() : 'opening the pack';
    const deliberate = this.#killed?.deliberate ?? false;
    report({ type: 'died', child: name, childPid: child.pid ?? null, reason, doing, deliberate });
    if (wasReady) this.#events.died(reason);
  }
}
