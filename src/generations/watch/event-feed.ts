import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../../database/database.ts';
import { StorageUnavailableError } from '../../database/storage-unavailable-error.ts';
import type { Tables } from '../../database/tables.ts';
import type { GenerationId, GenerationUpdate } from '../generation.ts';
import { channels } from '../store/channels.ts';
import { readEvents } from '../store/event-store.ts';
import type { GenerationReads } from '../store/generation-reads.ts';

/** Events per read; a generation has about two dozen. */
const pageSize = 32;
/** Retry delays for a failed read: about six seconds in all, or indefinitely if storage is unavailable. */
const retryDelaysMs = [10, 50, 200, 1000, 5000];
const longestRetryMs = 5000;

/** State of one generation's event feed. */
interface Subject {
  /** Revision of the newest event notified. */
  newest: number;
  readonly seats: Set<Seat>;
  /** The last events read, by revision; all subscribers share one object per event. */
  readonly told: Map<number, StoredUpdate>;
  /**
   * Reads since the last notification, by the revision they follow: there is nothing new before the next notification.
   */
  readonly pages: Map<number, Promise<EventPage>>;
}

interface Seat {
  wake: () => void;
  closed: boolean;
}

type StoredUpdate = Exclude<GenerationUpdate, { type: 'SNAPSHOT' }>;

/** A page of events, in order. */
export interface EventPage {
  /** One shared object per event, with the generation as first read. */
  readonly updates: readonly StoredUpdate[];
  /** Whether there may be newer events. */
  readonly more: boolean;
}

/** A subscriber's seat at the feed. */
export interface FeedSeat {
  /** The feed is closed; nothing more will arrive. */
  readonly closed: boolean;
  /** Changes whenever there may be new events. */
  mark(): string;
  /** The events after a revision. */
  read(after: number): Promise<EventPage>;
  /** Resolves when the mark changes, or the seat is left or closed. */
  changed(): Promise<void>;
  leave(): void;
}

/**
 * Wakes subscribers when there is something to read. All share one LISTEN. A notification wakes the subscribers of one
 * generation, and those at the same event share one read, even if they read at different times.
 */
export class EventFeed {
  readonly #kysely: Kysely<Tables>;
  readonly #generations: Pick<GenerationReads, 'find'>;
  readonly #logger: Logger;
  readonly #subjects = new Map<GenerationId, Subject>();
  /** Number of gaps in which notifications may have been missed. */
  #gaps = 0;
  #failing = false;
  #closed = false;
  #stopListening: () => Promise<void> = async () => {};

  private constructor(kysely: Kysely<Tables>, generations: Pick<GenerationReads, 'find'>, logger: Logger) {
    this.#kysely = kysely;
    this.#generations = generations;
    this.#logger = logger;
  }

  static async open(
    database: Database,
    generations: Pick<GenerationReads, 'find'>,
    logger: Logger,
  ): Promise<EventFeed> {
    const feed = new EventFeed(database.kysely, generations, logger);
    feed.#stopListening = await database.notifications.listen(
      channels.event,
      payload => feed.#notified(payload),
      () => feed.#missedSome(),
    );
    return feed;
  }

  /** Attaches a subscriber; it misses nothing from here on. */
  sit(id: GenerationId): FeedSeat {
    const subject = this.#subjects.get(id) ?? {
      newest: 0,
      seats: new Set(),
      told: new Map(),
      pages: new Map(),
    };
    this.#subjects.set(id, subject);
    const seat: Seat = { wake: () => {}, closed: this.#closed };
    subject.seats.add(seat);
    const mark = () => `${this.#gaps}:${subject.newest}`;
    return {
      get closed() {
        return seat.closed;
      },
      mark,
      read: after => this.#read(id, subject, after),
      changed: () =>
        new Promise(resolve => {
          if (seat.closed) resolve();
          else seat.wake = resolve;
        }),
      leave: () => {
        subject.seats.delete(seat);
        if (subject.seats.size === 0 && this.#subjects.get(id) === subject) this.#subjects.delete(id);
        seat.closed = true;
        seat.wake();
      },
    };
  }

  /** Number of subscribers. */
  get size(): number {
    let size = 0;
    for (const { seats } of this.#subjects.values()) size += seats.size;
    return size;
  }

  /** Ends all subscriptions. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { seats } of this.#subjects.values()) {
      for (const seat of seats) {
        seat.closed = true;
        seat.wake();
      }
    }
    await this.#stopListening();
  }

  #read(id: GenerationId, subject: Subject, after: number): Promise<EventPage> {
    const { pages } = subject;
    const shared = pages.get(after);
    if (shared !== undefined) return shared;
    const page = this.#readPatiently(id, subject, after);
    pages.set(after, page);
    page.catch(() => {
      if (pages.get(after) === page) pages.delete(after);
    });
    return page;
  }

  /** An unreachable database never ends a subscription. */
  async #readPatiently(id: GenerationId, subject: Subject, after: number): Promise<EventPage> {
    for (let attempt = 0; ; attempt++) {
      try {
        const page = await this.#readPage(id, subject, after);
        this.#worked();
        return page;
      } catch (error) {
        const delayMs =
          retryDelaysMs[attempt] ?? (error instanceof StorageUnavailableError && longestRetryMs);
        if (this.#closed || delayMs === false) throw error;
        this.#failed(error, id);
        await delay(delayMs, undefined, { ref: false });
      }
    }
  }

  /** Logs one line when the outage starts and one when it ends, however many clients watch. */
  #failed(error: unknown, generationId: GenerationId): void {
    if (!this.#failing) this.#logger.warn({ err: error, generationId }, 'cannot read events; retrying');
    this.#failing = true;
  }

  #worked(): void {
    if (this.#failing) this.#logger.info('events can be read again');
    this.#failing = false;
  }

  async #readPage(id: GenerationId, { told }: Subject, after: number): Promise<EventPage> {
    const events = await readEvents(this.#kysely, id, after, pageSize);
    const generation = await this.#generations.find(id);
    if (generation === null) throw new Error(`Generation ${id} is missing.`);
    const updates = events.map(event => {
      const update = told.get(event.revision) ?? { ...event, generation };
      told.set(event.revision, update);
      return update;
    });
    for (const revision of told.keys()) if (told.size > pageSize) told.delete(revision);
    return { updates, more: events.length === pageSize };
  }

  #notified(payload: string): void {
    const [id, revision] = payload.split(':');
    const subject = this.#subjects.get(id as GenerationId);
    if (subject === undefined) return;
    subject.newest = Math.max(subject.newest, Number(revision));
    wake(subject);
  }

  #missedSome(): void {
    this.#gaps += 1;
    for (const subject of this.#subjects.values()) wake(subject);
  }
}

/** A read that started before a notification may lack its event. */
function wake({ pages, seats }: Subject): void {
  pages.clear();
  for (const seat of seats) seat.wake();
}
