import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod';
import { EngineClosedError, fromFailure, InferenceError } from './errors.ts';
import type { Failure, OpenRequest } from './messages.ts';

/** Children that may die while they open the pack before the start is given up. */
const maxStarts = 3;
/** How much of a dead child's last words goes into the error. */
const stderrKept = 2000;

type LifeReply = { type: 'ready' } | { type: 'openFailed'; error: Failure } | { type: string };

export interface ChildEvents<Reply> {
  message(reply: Reply): void;
  /** A child that was ready is gone, and `host.start()` may be called for another. Not called after `close`. */
  died(reason: string): void;
}

/**
 * One child process and its successors. Children hold nothing that cannot be given to the next one, so they are
 * stopped by SIGKILL: the only signal that reaches a process inside a synchronous run.
 */
export class ChildHost<Request, Reply extends LifeReply> {
  readonly #script: URL;
  readonly #open: OpenRequest;
  readonly #replySchema: z.ZodType<Reply>;
  readonly #events: ChildEvents<Reply>;
  #child: ChildProcess | null = null;
  #starting: Promise<void> | null = null;
  #ready = false;
  #closed = false;

  constructor(script: URL, open: OpenRequest, replySchema: z.ZodType<Reply>, events: ChildEvents<Reply>) {
    this.#script = script;
    this.#open = open;
    this.#replySchema = replySchema;
    this.#events = events;
  }

  get ready(): boolean {
    return this.#ready;
  }

  /** Process id of the child at work, for those who watch it; `null` while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /**
   * Starts a child unless one is there or on its way, and waits until its pack is open.
   * @throws PackError, ProviderUnavailableError or InferenceError when it cannot be opened.
   */
  start(): Promise<void> {
    if (this.#closed) return Promise.reject(new EngineClosedError('The engine is closed.'));
    if (this.#ready) return Promise.resolve();
    this.#starting ??= this.#startAnother().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Sends to a child that is ready; a message to a dying one is lost, and `died` follows. */
  send(request: Request & object): void {
    this.#child?.send(request, () => {});
  }

  /** Kills the child at once, waits until it is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#ready = false;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async #startAnother(): Promise<void> {
    for (let start = 1; ; start++) {
      try {
        return await this.#spawn();
      } catch (error) {
        // A pack that cannot be opened will not open the next time; a process that was killed may.
        if (!(error instanceof InferenceError) || this.#closed || start === maxStarts) throw error;
      }
    }
  }

  #spawn(): Promise<void> {
    const child = fork(this.#script, {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-stderrKept);
    });
    return new Promise((resolve, reject) => {
      child.on('message', message => {
        const parsed = this.#replySchema.safeParse(message);
        if (!parsed.success) {
          lastWords = `it sent a message that makes no sense: ${parsed.error.message}`;
          child.kill('SIGKILL');
          return;
        }
        const reply = parsed.data;
        if (reply.type === 'ready') {
          this.#ready = true;
          resolve();
        } else if (reply.type === 'openFailed' && 'error' in reply) {
          reject(fromFailure(reply.error));
          child.kill('SIGKILL');
        } else this.#events.message(reply);
      });
      // A child that cannot be started at all emits `error` and no `exit`.
      child.on('error', error => {
        if (child.pid === undefined) this.#gone(child, `could not be started: ${error.message}`, reject);
      });
      child.on('exit', (code, signal) => {
        const how = signal === null ? `exited with code ${code}` : `was killed by ${signal}`;
        this.#gone(child, lastWords.trim() === '' ? how : `${how}: ${lastWords.trim()}`, reject);
      });
      child.send(this.#open, () => {});
    });
  }

  #gone(child: ChildProcess, reason: string, reject: (error: Error) => void): void {
    if (this.#child === child) this.#child = null;
    const wasReady = this.#ready;
    this.#ready = false;
    reject(
      this.#closed
        ? new EngineClosedError('The engine was closed.')
        : new InferenceError(`The inference process ${reason}`),
    );
    if (wasReady && !this.#closed) this.#events.died(reason);
  }
}
