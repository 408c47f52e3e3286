import { randomUUIDv7 } from 'node:crypto';
import { type Kysely, type Selectable, sql } from 'kysely';

import { notify } from '../database/notifications.ts';
import type { KeysTable, Tables } from '../database/tables.ts';
import { recordAudit } from './audit.ts';
import { type KeyPrefix, newToken, tokenHash } from './key-token.ts';
import { parseStoredLimits, type SomeLimits } from './limits/limits.ts';
import { isScope, type Scope } from './scopes.ts';
import type { KeyId, OwnerId } from './viewer.ts';

/** Notifies processes of changed keys, by id. */
export const keysChannel = 'flexvar_keys';

/** A key as stored. Its token is not stored anywhere. */
export interface Key {
  readonly id: KeyId;
  readonly prefix: KeyPrefix;
  /** sha256 (hex) of its token. */
  readonly hash: string;
  readonly name: string;
  readonly owner: OwnerId;
  readonly scopes: ReadonlySet<Scope>;
  /** In place of the server's defaults. */
  readonly limits: SomeLimits;
  readonly createdAt: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: Date | null;
}

export interface NewKey {
  readonly name: string;
  readonly owner: OwnerId;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
  /** In place of the server's defaults. @default none */
  readonly limits?: SomeLimits;
}

/** @param actor who does it, for the audit. @returns the key and its token, which cannot be retrieved later. */
export async function createKey(
  database: Kysely<Tables>,
  { name, owner, scopes, expiresAt, limits = {} }: NewKey,
  actor: string,
): Promise<{ readonly token: string; readonly key: Key }> {
  const { token, prefix } = newToken();
  return database.transaction().execute(async transaction => {
    const row = await transaction
      .insertInto('keys')
      .values({
        id: randomUUIDv7(),
        prefix,
        hash: tokenHash(token),
        name,
        owner,
        scopes: JSON.stringify(scopes),
        expires_at: expiresAt,
        limits: JSON.stringify(limits),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const details = { name, scopes, limits, expiresAt };
    await recordAudit(transaction, { action: 'KEY_CREATED', actor, owner, subject: prefix, details });
    return { token, key: toKey(row) };
  });
}

/** All keys, oldest first, including expired and revoked ones. */
export async function listKeys(database: Kysely<Tables>): Promise<readonly Key[]> {
  const rows = await database.selectFrom('keys').selectAll().orderBy('id').execute();
  return rows.map(toKey);
}

/** Finds keys, in the order of the prefixes; null for unknown ones. */
export async function findKeys(
  database: Kysely<Tables>,
  prefixes: readonly KeyPrefix[],
): Promise<(Key | null)[]> {
  const rows = await database
    .selectFrom('keys')
    .selectAll()
    .where('prefix', '=', sql<string>`any(${[...prefixes]}::text[])`)
    .execute();
  const found = new Map(rows.map(row => [row.prefix, toKey(row)]));
  return prefixes.map(prefix => found.get(prefix) ?? null);
}

/** The keys among these that are neither expired nor revoked. */
export async function goodKeys(database: Kysely<Tables>, ids: readonly KeyId[]): Promise<ReadonlySet<KeyId>> {
  const rows = await database
    .selectFrom('keys')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`coalesce(expires_at > now(), true)`)
    .execute();
  return new Set(rows.map(({ id }) => id as KeyId));
}

/**
 * Revokes a key, effective immediately in every process.
 * @param actor who does it, for the audit.
 * @returns null if there is no such key.
 */
export async function revokeKey(
  database: Kysely<Tables>,
  prefix: KeyPrefix,
  actor: string,
): Promise<Key | null> {
  return database.transaction().execute(async transaction => {
    const revoked = await transaction
      .updateTable('keys')
      .set({ revoked_at: sql`now()` })
      .where('prefix', '=', prefix)
      .where('revoked_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (revoked === undefined) {
      const [known = null] = await findKeys(transaction, [prefix]);
      return known;
    }
    const { id, owner, name } = revoked;
    await recordAudit(transaction, {
      action: 'KEY_REVOKED',
      actor,
      owner,
      subject: prefix,
      details: { name },
    });
    await notify(transaction, keysChannel, [id]);
    return toKey(revoked);
  });
}

/** Records the time of use, at most once a minute. */
export async function noteUse(database: Kysely<Tables>, id: KeyId): Promise<void> {
  await database
    .updateTable('keys')
    .set({ last_used_at: sql`now()` })
    .where('id', '=', id)
    .where(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`)
    .execute();
}

function toKey(row: Selectable<KeysTable>): Key {
  const scopes: readonly unknown[] = Array.isArray(row.scopes) ? row.scopes : [];
  return {
    id: row.id as KeyId,
    prefix: row.prefix as KeyPrefix,
    hash: row.hash,
    name: row.name,
    owner: row.owner as OwnerId,
    // Scopes unknown to this version grant nothing.
    scopes: new Set(scopes.filter(scope => typeof scope === 'string').filter(isScope)),
    limits: parseStoredLimits(row.limits),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
