import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { ThreadCommand, ThreadData, ThreadReport } from './thread-messages.ts';
import { ThreadSocket } from './thread-socket.ts';

const firstRetryMs = 100;
const longestRetryMs = 5000;
/** Time-out for closing; a folder not closed by then is recovered at the next start. */
const closeTimeoutMs = 10_000;

/** The folder cannot be opened, or its database failed. The message is PostgreSQL's. */
export class DatabaseThreadError extends Error {
  override readonly name = 'DatabaseThreadError';
}

export interface DatabaseThreadHostOptions {
  readonly folder: string;
  /** Channels a new thread listens to from the start. */
  readonly channels: () => readonly string[];
  /** Called when the database fails; a new thread replaces it as soon as the folder can be opened. */
  readonly onLost: (reason: Error) => void;
  /** Called when the folder is open again. */
  readonly onReplaced: () => void;
}

/** A thread with the folder open. */
interface OpenThread {
  readonly worker: Worker;
  /** Resolves with the reason when it ends. */
  readonly ended: Promise<DatabaseThreadError>;
}

/**
 * Runs the embedded database in a thread, so that no statement blocks anything else. A thread rather than a child
 * process, because thread, process and folder lock then always end at the same moment.
 */
export class DatabaseThreadHost {
  readonly #options: DatabaseThreadHostOptions;
  readonly #closing = new AbortController();
  /** Rejected while the folder cannot be opened. */
  #thread: Promise<OpenThread>;
  readonly #finished: Promise<void>;

  private constructor(options: DatabaseThreadHostOptions, thread: OpenThread) {
    this.#options = options;
    this.#thread = Promise.resolve(thread);
    this.#finished = this.#keepOpen(thread);
  }

  /** @throws DatabaseThreadError if the folder cannot be opened. */
  static async open(options: DatabaseThreadHostOptions): Promise<DatabaseThreadHost> {
    return new DatabaseThreadHost(options, await startThread(options));
  }

  /** A socket for a PostgreSQL client; one at a time. While the folder cannot be opened, it fails with the reason. */
  socket(): ThreadSocket {
    return new ThreadSocket(() => this.#connect());
  }

  /** Closes the folder cleanly. */
  async close(): Promise<void> {
    this.#closing.abort();
    const thread = await this.#thread.catch(() => undefined);
    if (thread !== undefined) await closeThread(thread);
    await this.#finished;
  }

  async #connect(): Promise<MessagePort> {
    const { worker } = await this.#thread;
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ type: 'connect', port: port1 } satisfies ThreadCommand, [port1]);
    return port2;
  }

  async #keepOpen(first: OpenThread): Promise<void> {
    for (let thread: OpenThread | undefined = first; thread !== undefined; thread = await this.#reopen()) {
      if (thread !== first) this.#options.onReplaced();
      const reason = await thread.ended;
      if (!this.#closing.signal.aborted) this.#options.onLost(reason);
    }
  }

  /** Undefined if the host is closed before the folder is open. */
  async #reopen(): Promise<OpenThread | undefined> {
    const { signal } = this.#closing;
    for (let delayMs = firstRetryMs; !signal.aborted; delayMs = Math.min(longestRetryMs, delayMs * 2)) {
      this.#thread = startThread(this.#options);
      const thread = await this.#thread.catch(() => undefined);
      if (thread !== undefined) return thread;
      await delay(delayMs, undefined, { signal }).catch(() => {});
    }
    return undefined;
  }
}

async function startThread({ folder, channels }: DatabaseThreadHostOptions): Promise<OpenThread> {
  const workerData: ThreadData = { folder, channels: channels() };
  const worker = new Worker(new URL('./database-thread.ts', import.meta.url), { workerData, execArgv: [] });
  const { promise: opened, resolve } = Promise.withResolvers<boolean>();
  let reason = 'The database thread ended.';
  worker.on('message', (report: ThreadReport) => {
    if (report.type === 'failed') reason = report.reason;
    else resolve(true);
  });
  worker.on('error', error => {
    reason = error instanceof Error ? error.message : String(error);
  });
  const ended = new Promise<DatabaseThreadError>(end => {
    worker.once('exit', () => end(new DatabaseThreadError(reason)));
  });
  if (await Promise.race([opened, ended.then(() => false)])) return { worker, ended };
  throw await ended;
}

async function closeThread({ worker, ended }: OpenThread): Promise<void> {
  worker.postMessage({ type: 'close' } satisfies ThreadCommand);
  const late = setTimeout(() => worker.terminate(), closeTimeoutMs);
  await ended;
  clearTimeout(late);
}
