import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { sharedReads } from '../fairness/shared-reads.ts';
import { findKeys, goodKeys, type Key, keysChannel, noteUse } from './key-store.ts';
import { hashesEqual, type KeyPrefix, prefixOf, tokenHash } from './key-token.ts';
import type { Limits } from './limits/limits.ts';
import type { Subject } from './limits/subject.ts';
import type { KeyId, Viewer } from './viewer.ts';
import { UnauthenticatedError, type Viewers } from './viewers.ts';

/** How long a key is cached, in milliseconds. Revocations are notified; this bounds the effect of a lost notification. */
const cachedMs = 30_000;
/** Maximum number of cached keys. */
const cachedKeys = 10_000;

interface Watched {
  readonly key: KeyId;
  readonly end: () => void;
}

/** Authenticates by keys of this server (`npm run keys`). */
export class KeyViewers implements Viewers {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #usualLimits: Limits;
  /** Few statements at once, however many clients send unknown keys. */
  readonly #keys;
  /** By token hash. */
  readonly #known = new LRUCache<string, Key>({ max: cachedKeys, ttl: cachedMs });
  readonly #watched = new Set<Watched>();
  /** Times that keys may have changed. */
  #changes = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: () => Promise<void> = async () => {};

  private constructor(database: Database, logger: Logger, usualLimits: Limits) {
    this.#database = database;
    this.#logger = logger;
    this.#usualLimits = usualLimits;
    this.#keys = sharedReads(
      (prefix: KeyPrefix) => prefix,
      prefixes => findKeys(database.kysely, prefixes),
    );
  }

  /** @param usualLimits of keys that have none of their own. */
  static async open(database: Database, logger: Logger, usualLimits: Limits): Promise<KeyViewers> {
    const viewers = new KeyViewers(database, logger, usualLimits);
    const changed = () => void viewers.#lookAgain();
    viewers.#stopListening = await database.notifications.listen(keysChannel, changed, changed);
    viewers.#timer = setInterval(changed, cachedMs).unref();
    return viewers;
  }

  async of(token: string | null): Promise<Viewer> {
    if (token === null)
      throw new UnauthenticatedError('A key is required: send it as "Authorization: Bearer <key>".');
    const hash = tokenHash(token);
    const key = this.#known.get(hash) ?? (await this.#find(token, hash));
    if (key === null) throw new UnauthenticatedError('Unknown key.');
    if (key.revokedAt !== null) throw new UnauthenticatedError(`The key ${key.prefix} was revoked.`);
    if (key.expiresAt !== null && key.expiresAt.getTime() <= Date.now())
      throw new UnauthenticatedError(`The key ${key.prefix} expired on ${key.expiresAt.toISOString()}.`);
    return {
      owner: key.owner,
      scopes: key.scopes,
      key: key.id,
      keyPrefix: key.prefix,
      until: key.expiresAt,
      quotas: {
        subject: `key:${key.id}` as Subject,
        limits: { ...this.#usualLimits, ...key.limits },
      },
    };
  }

  watch({ key }: Viewer, end: () => void): () => void {
    if (key === null) return () => {};
    const watched = { key, end };
    this.#watched.add(watched);
    return () => this.#watched.delete(watched);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stopListening();
  }

  async #find(token: string, hash: string): Promise<Key | null> {
    const prefix = prefixOf(token);
    const changes = this.#changes;
    const key = prefix === null ? null : await this.#keys.load(prefix);
    if (key === null || !hashesEqual(key.hash, hash)) return null;
    // What was read before a change may be out of date.
    if (changes === this.#changes) this.#known.set(hash, key);
    noteUse(this.#database.kysely, key.id).catch(error =>
      this.#logger.debug({ err: error, key: key.prefix }, 'the use of a key could not be recorded'),
    );
    return key;
  }

  /** Clears the cache, and ends connections whose keys are no longer valid. */
  async #lookAgain(): Promise<void> {
    this.#changes++;
    this.#known.clear();
    if (this.#watched.size === 0) return;
    try {
      const good = await goodKeys(this.#database.kysely, [
        ...new Set([...this.#watched].map(({ key }) => key)),
      ]);
      for (const watched of this.#watched) {
        if (good.has(watched.key)) continue;
        this.#watched.delete(watched);
        watched.end();
      }
    } catch (error) {
      this.#logger.warn({ err: error }, 'keys could not be checked; retrying');
    }
  }
}
