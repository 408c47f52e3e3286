import { randomUUIDv7 } from 'node:crypto';
import { type Kysely, type Selectable, sql } from 'kysely';

import { notify } from '../database/notifications.ts';
import type { KeysTable, Tables } from '../database/tables.ts';
import { type KeyPrefix, newToken, tokenHash } from './key-token.ts';
import { isScope, type Scope } from './scopes.ts';
import type { KeyId, OwnerId } from './viewer.ts';

/** Tells processes which keys have changed, by their ids. */
export const keysChannel = 'flexvar_keys';

/** A key as it is known to operators: its token is nowhere. */
export interface Key {
  readonly id: KeyId;
  readonly prefix: KeyPrefix;
  /** sha256 (hex) of its token. */
  readonly hash: string;
  readonly name: string;
  readonly owner: OwnerId;
  readonly scopes: ReadonlySet<Scope>;
  readonly createdAt: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** About when, to a minute; null: never. */
  readonly lastUsedAt: Date | null;
}

export interface NewKey {
  readonly name: string;
  readonly owner: OwnerId;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** @returns its token, which is not stored and cannot be found out again. */
export async function createKey(
  database: Kysely<Tables>,
  { name, owner, scopes, expiresAt }: NewKey,
): Promise<{ readonly token: string; readonly key: Key }> {
  const { token, prefix } = newToken();
  const row = await database
    .insertInto('keys')
    .values({
      id: randomUUIDv7(),
      prefix,
      hash: tokenHash(token),
      name,
      owner,
      scopes: JSON.stringify(scopes),
      expires_at: expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { token, key: toKey(row) };
}

/** All keys, the oldest first; those that are over included. */
export async function listKeys(database: Kysely<Tables>): Promise<readonly Key[]> {
  const rows = await database.selectFrom('keys').selectAll().orderBy('id').execute();
  return rows.map(toKey);
}

export async function findKey(database: Kysely<Tables>, prefix: KeyPrefix): Promise<Key | null> {
  const row = await database.selectFrom('keys').selectAll().where('prefix', '=', prefix).executeTakeFirst();
  return row === undefined ? null : toKey(row);
}

/** Those of these keys that are still good. */
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

/** Takes a key away, now, in every process. @returns it; null when there is none. */
export async function revokeKey(database: Kysely<Tables>, prefix: KeyPrefix): Promise<Key | null> {
  return database.transaction().execute(async transaction => {
    const row = await transaction
      .updateTable('keys')
      .set({ revoked_at: sql`coalesce(revoked_at, now())` })
      .where('prefix', '=', prefix)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    await notify(transaction, keysChannel, [row.id]);
    return toKey(row);
  });
}

/** Notes that it was used, once a minute. */
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
    // One that this version does not know gives no right.
    scopes: new Set(scopes.filter(scope => typeof scope === 'string').filter(isScope)),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
