import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { ThreadCommand, ThreadData, ThreadReport } from './thread-messages.ts';
import { ThreadSocket } from './thread-socket.ts';

const firstRetryMs = 100;
const longestRetryMs = 5000;
/** A folder that is not closed by then is recovered at the next start. */
const closeTimeoutMs = 10_000;

/** The folder cannot be opened, or its database gave up. The message is PostgreSQL's. */
export class DatabaseThreadError extends Error {
  override readonly name = 'DatabaseThreadError';
}

export interface DatabaseThreadHostOptions {
  readonly folder: string;
  /** Channels that a new thread listens to from the beginning. */
  readonly channels: () => readonly string[];
  /** Told when the database gave up; a new thread takes its place as soon as one can open the folder. */
  readonly onLost: (reason: Error) => void;
  /** Told when the folder is open again after that. */
  readonly onReplaced: () => void;
}

/** A thread that has the folder open. */
interface OpenThread {
  readonly worker: Worker;
  /** Resolves when it has ended, with the reason. */
  readonly ended: Promise<DatabaseThreadError>;
}

/**
 * Keeps the embedded database in a thread, so that no statement holds up anything else. A thread of this process and not
 * a process of its own: both end at the same moment, however that comes about, and with them the folder's lock.
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

  /** @throws DatabaseThreadError when the folder cannot be opened. */
  static async open(options: DatabaseThreadHostOptions): Promise<DatabaseThreadHost> {
    return new DatabaseThreadHost(options, await startThread(options));
  }

  /** A socket for a PostgreSQL client; one at a time. While the folder cannot be opened it fails with the reason. */
  socket(): ThreadSocket {
    return new ThreadSocket(() => this.#connect());
  }

  /** Closes the folder in order. */
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

  /** Undefined when the host is closed before the folder could be opened. */
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
