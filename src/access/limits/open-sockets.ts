import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import { forgetSockets, lockSockets, storeSockets } from './socket-rows.ts';
import type { Subject } from './subject.ts';

/** How often to tell other processes what is still open, in milliseconds. */
const heartbeatMs = 10_000;

/** Ends a socket's share of the limit; further calls do nothing. */
export type SocketClosed = () => void;

/**
 * Counts open sockets by subject, over all processes. Opening one takes a short transaction; closing one is told to the others
 * soon afterwards, and those of a dead process are forgotten within half a minute.
 */
export class OpenSockets {
  readonly #database: Database;
  readonly #onFailure: (error: unknown) => void;
  readonly #process = randomUUID();
  readonly #open = new Map<Subject, number>();
  /** An embedded database has no other process. */
  readonly #shared: boolean;
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> | null = null;
  #tellAgain = false;

  constructor(database: Database, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#onFailure = onFailure;
    this.#shared = database.kind === 'server';
    if (this.#shared) this.#timer = setInterval(() => this.#tell(), heartbeatMs).unref();
  }

  /** Opens a socket. @returns null if `most` are open. */
  async open(subject: Subject, most: number): Promise<SocketClosed | null> {
    if (!(await this.#admit(subject, most))) return null;
    let closed = false;
    return () => {
      if (closed) return;
      closed = true;
      this.#change(subject, -1);
      this.#tell();
    };
  }

  /** Sockets that are open now, in this process and others. */
  async count(subject: Subject): Promise<number> {
    const own = this.#open.get(subject) ?? 0;
    if (!this.#shared) return own;
    const others = await this.#database.kysely
      .transaction()
      .execute(transaction => lockSockets(transaction, subject, this.#process));
    return own + others;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#tellAgain = false;
    await this.#telling;
    if (!this.#shared) return;
    await forgetSockets(this.#database.kysely, this.#process, 'all').catch(this.#onFailure);
  }

  async #admit(subject: Subject, most: number): Promise<boolean> {
    const admitBeside = (others: number) => {
      if (others + (this.#open.get(subject) ?? 0) >= most) return false;
      this.#change(subject, 1);
      return true;
    };
    if (!this.#shared) return admitBeside(0);
    let admitted: boolean | null = null;
    try {
      await this.#database.kysely.transaction().execute(async transaction => {
        admitted = admitBeside(await lockSockets(transaction, subject, this.#process));
        if (admitted)
          await storeSockets(transaction, this.#process, { [subject]: this.#open.get(subject) ?? 0 });
      });
    } catch (error) {
      this.#onFailure(error);
    }
    return admitted ?? admitBeside(0);
  }

  #change(subject: Subject, by: number): void {
    const open = (this.#open.get(subject) ?? 0) + by;
    this.#open.set(subject, open);
  }

  /** Stores the counts; changes meanwhile are stored afterwards, all at once. */
  #tell(): void {
    if (!this.#shared || this.#open.size === 0) return;
    if (this.#telling !== null) {
      this.#tellAgain = true;
      return;
    }
    this.#telling = this.#store().finally(() => {
      this.#telling = null;
      if (!this.#tellAgain) return;
      this.#tellAgain = false;
      this.#tell();
    });
  }

  async #store(): Promise<void> {
    const { kysely } = this.#database.forWork;
    try {
      const told = new Map(this.#open);
      await storeSockets(kysely, this.#process, Object.fromEntries(told));
      for (const [subject, open] of told)
        if (open === 0 && this.#open.get(subject) === 0) this.#open.delete(subject);
      await forgetSockets(kysely, this.#process, 'closed');
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
