import type { Transaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Database } from '../../database/database.ts';
import type { Tables } from '../../database/tables.ts';
import type { Viewer } from '../viewer.ts';
import { Lease, type QuotaState } from './lease.ts';
import { type CountedLimit, windowSeconds } from './limits.ts';
import { OpenSockets, type SocketClosed } from './open-sockets.ts';
import { RateLimitedError } from './rate-limited-error.ts';
import type { Quotas } from './subject.ts';
import { forgetUsage, readUsage, takeUsage } from './usage-store.ts';

/** Subjects whose leases are kept. */
const keptSubjects = 10_000;
const forgettingMs = 600_000;
/** Failures are logged this often, in milliseconds. */
const quietMs = 60_000;

/** Limits of what every operation uses, which have to be checked without a statement. */
export type FrequentLimit = Extract<CountedLimit, 'requests' | 'cost'>;

/** What a client may create. */
export interface CreationAllowance {
  /** Pictures that may be queued at once; null: any number. */
  readonly pictures: number | null;
  /**
   * Uses pixels of the day's quota, if the transaction succeeds.
   * @throws RateLimitedError
   */
  usePixels(transaction: Transaction<Tables>, pixels: number): Promise<void>;
}

/** What viewers may still do, over all processes on the database. Viewers without quotas may do anything. */
export class Allowances {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #leases = new LRUCache<string, Lease>({ max: 2 * keptSubjects });
  readonly #sockets: OpenSockets;
  readonly #timer: NodeJS.Timeout;
  #quietUntil = 0;

  constructor(database: Database, logger: Logger) {
    this.#database = database;
    this.#logger = logger;
    this.#sockets = new OpenSockets(database, this.#failed);
    const forget = () => void forgetUsage(database.forWork.kysely).catch(this.#failed);
    this.#timer = setInterval(forget, forgettingMs).unref();
  }

  /**
   * Uses some of a quota.
   * @returns undefined if it was at hand; otherwise a promise, which may reject with RateLimitedError.
   */
  use({ quotas }: Viewer, name: FrequentLimit, amount: number): Promise<void> | undefined {
    return quotas === null ? undefined : this.#lease(quotas, name)?.use(amount);
  }

  /** What is left of a quota, as far as this process knows; null if unlimited. */
  state({ quotas }: Viewer, name: FrequentLimit): QuotaState | null {
    return quotas === null ? null : (this.#lease(quotas, name)?.state ?? null);
  }

  /** Uses bytes of the day's uploads. @throws RateLimitedError */
  async useUpload({ quotas }: Viewer, bytes: number): Promise<void> {
    if (quotas === null) return;
    await this.#useExactly(this.#database.kysely, quotas, 'upload', bytes);
  }

  /** Opens a WebSocket or event stream. @returns null if too many are open. */
  async openSocket({ quotas }: Viewer): Promise<SocketClosed | null> {
    const most = quotas?.limits.sockets ?? null;
    if (quotas === null || most === null) return () => {};
    return this.#sockets.open(quotas.subject, most);
  }

  /** What a viewer may create; null: anything. */
  creation({ quotas }: Viewer): CreationAllowance | null {
    if (quotas === null) return null;
    return {
      pictures: quotas.limits.pictures,
      usePixels: (transaction, pixels) => this.#useExactly(transaction, quotas, 'pixels', pixels),
    };
  }

  /** What is left of the quotas of all processes, by limit. */
  async read(quotas: Quotas): Promise<ReadonlyMap<CountedLimit, QuotaState>> {
    const usage = await readUsage(this.#database.kysely, quotas.subject);
    const states = new Map<CountedLimit, QuotaState>();
    for (const name of ['requests', 'cost', 'pixels', 'upload'] as const) {
      const limit = quotas.limits[name];
      if (limit === null) continue;
      const { used, window, resetsInMs } = usage.get(name) ?? { used: 0, window: 0, resetsInMs: null };
      const held = name === 'pixels' || name === 'upload' ? 0 : this.#lease(quotas, name)?.heldOf(window);
      states.set(name, { limit, remaining: Math.max(0, limit - used + (held ?? 0)), resetsInMs });
    }
    return states;
  }

  /** Sockets that are open now. */
  openSockets({ subject }: Quotas): Promise<number> {
    return this.#sockets.count(subject);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sockets.close();
  }

  #lease({ subject, limits }: Quotas, name: FrequentLimit): Lease | null {
    const limit = limits[name];
    if (limit === null) return null;
    const key = `${name} ${limit} ${subject}`;
    const known = this.#leases.get(key);
    if (known !== undefined) return known;
    const seconds = windowSeconds[name];
    const lease = new Lease({
      name,
      limit,
      take: (need, want) => takeUsage(this.#database.kysely, { subject, name, need, want, limit, seconds }),
      onFailure: this.#failed,
    });
    this.#leases.set(key, lease);
    return lease;
  }

  async #useExactly(
    database: Database['kysely'],
    { subject, limits }: Quotas,
    name: Exclude<CountedLimit, FrequentLimit>,
    amount: number,
  ): Promise<void> {
    const limit = limits[name];
    if (limit === null || amount === 0) return;
    if (amount > limit) throw new RateLimitedError(name, limit, amount, 0);
    const seconds = windowSeconds[name];
    const wanted = { subject, name, need: amount, want: amount, limit, seconds };
    const { granted, resetsInMs } = await takeUsage(database, wanted);
    if (granted < amount) throw new RateLimitedError(name, limit, amount, resetsInMs);
  }

  readonly #failed = (error: unknown): void => {
    if (performance.now() < this.#quietUntil) return;
    this.#quietUntil = performance.now() + quietMs;
    this.#logger.warn({ err: error }, 'limits of clients cannot be checked; not limiting them meanwhile');
  };
}
