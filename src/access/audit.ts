import { randomUUIDv7 } from 'node:crypto';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { notify } from '../database/notifications.ts';
import type { AuditTable, Tables } from '../database/tables.ts';

/** Notifies processes of new entries, by id. */
const auditChannel = 'flexvar_audit';

export type AuditAction = 'KEY_CREATED' | 'KEY_REVOKED';

/** Something that was done. It contains no secrets. */
export interface NewAuditEntry {
  readonly action: AuditAction;
  /** Who did it, such as `cli:root`. */
  readonly actor: string;
  /** The owner whose data it concerns. */
  readonly owner: string;
  /** What it was done to, such as the prefix of a key. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditEntry extends Omit<NewAuditEntry, 'action' | 'details'> {
  readonly id: string;
  readonly at: Date;
  /** May be one of a newer version. */
  readonly action: string;
  readonly details: unknown;
}

/** Stores an entry, in the transaction that does what it says. Entries are never changed or deleted. */
export async function recordAudit(
  transaction: Transaction<Tables>,
  { details, ...entry }: NewAuditEntry,
): Promise<void> {
  const id = randomUUIDv7();
  await transaction
    .insertInto('audit')
    .values({ id, ...entry, details: JSON.stringify(details) })
    .execute();
  await notify(transaction, auditChannel, [id]);
}

/** The most recent entries, oldest first. */
export async function listAudit(database: Kysely<Tables>, most: number): Promise<readonly AuditEntry[]> {
  const rows = await database.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(most).execute();
  return rows.map(toEntry).reverse();
}

/** Logs new entries, whichever process stored them. @returns stops it. */
export async function logAudit(database: Database, logger: Logger): Promise<() => Promise<void>> {
  const log = async (id: string) => {
    const rows = await database.forWork.kysely
      .selectFrom('audit')
      .selectAll()
      .where(sql<boolean>`id = ${id}::uuid`)
      .execute();
    for (const { id, ...entry } of rows.map(toEntry)) logger.info({ auditId: id, ...entry }, 'audit');
  };
  return database.notifications.listen(
    auditChannel,
    id =>
      void log(id).catch(error =>
        logger.warn({ err: error, auditId: id }, 'an audit entry could not be read; it is stored'),
      ),
    // Missed entries are stored; the log only repeats them.
    () => {},
  );
}

function toEntry({ id, at, action, actor, owner, subject, details }: Selectable<AuditTable>): AuditEntry {
  return { id, at, action, actor, owner, subject, details };
}
