import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type AuditEntry, listAudit } from '../access/audit.ts';
import { createKey, type Key, listKeys, revokeKey } from '../access/key-store.ts';
import { type KeyPrefix, prefixOf } from '../access/key-token.ts';
import {
  InvalidLimitsError,
  limitMeanings,
  limitNames,
  readLimits,
  type SomeLimits,
  writeLimits,
} from '../access/limits/limits.ts';
import { allScopes, isScope, type Scope, scopes } from '../access/scopes.ts';
import type { OwnerId } from '../access/viewer.ts';
import { readConfig } from '../config.ts';
import type { Database } from '../database/database.ts';
import { FolderInUseError } from '../database/embedded/folder-lock.ts';
import { openDatabase } from '../database/open-database.ts';
import { openDataFolder } from '../open-data-folder.ts';
import { startFailure } from '../start-failure.ts';
import { runCommand } from './run-command.ts';
import { UsageError } from './usage-error.ts';

/** `npm run keys`: manages client keys for a server with AUTH=keys. */

const command = new Command('keys')
  .description('Create, list and revoke client keys, for a server with AUTH=keys.')
  .exitOverride();

command
  .command('create')
  .description('Create a key and print it. It is not stored and cannot be shown again.')
  .requiredOption('--name <name>', 'name shown in the list')
  .option('--owner <owner>', 'owner whose data the key gives access to; default: the name')
  .option(
    '--scopes <scopes>',
    `comma-separated scopes: ${allScopes.map(scope => `${scope} (${scopes[scope]})`).join(', ')}`,
    readScopes,
    ['read', 'generate'],
  )
  .option(
    '--limits <limits>',
    `such as requests=600,pixels=none, or none: ${limitNames.map(name => `${name} (${limitMeanings[name]})`).join(', ')}; default: those of the server (CLIENT_LIMITS)`,
    readLimitsOption,
    {},
  )
  .option('--expires <days>', 'days until it expires; default: never', readDays)
  .action(async ({ name, owner, scopes: granted, limits, expires }: CreateOptions) => {
    const expiresAt = expires === undefined ? null : new Date(Date.now() + expires * 86_400_000);
    const newKey = {
      name: ownerName(name),
      owner: ownerName(owner ?? name) as OwnerId,
      scopes: granted,
      limits,
      expiresAt,
    };
    const { token, key } = await withDatabase(database => createKey(database.kysely, newKey, actor()));
    process.stderr.write(`${describe(key)}\nKeep it safe; it is not shown again:\n`);
    process.stdout.write(`${token}\n`);
  });

command
  .command('list')
  .description('List all keys with their prefix, owner, scopes and state.')
  .action(async () => {
    const keys = await withDatabase(database => listKeys(database.kysely));
    process.stdout.write(keys.length === 0 ? 'There are no keys.\n' : `${keys.map(describe).join('\n')}\n`);
  });

command
  .command('revoke')
  .description('Revoke a key immediately and close its connections.')
  .argument('<prefix>', 'prefix of the key, such as fv_0a1b2c3d4e5f, or the whole key')
  .action(async (given: string) => {
    const prefix = prefixOf(given) ?? (given as KeyPrefix);
    const key = await withDatabase(database => revokeKey(database.kysely, prefix, actor()));
    if (key === null) throw new UsageError(`There is no key with the prefix ${prefix}.`);
    process.stdout.write(`${describe(key)}\n`);
  });

command
  .command('audit')
  .description('Print what was done to keys: when, what, to which key, of which owner, by whom.')
  .option('--last <entries>', 'number of entries, the most recent ones', readEntries, 100)
  .action(async ({ last }: { readonly last: number }) => {
    const entries = await withDatabase(database => listAudit(database.kysely, last));
    process.stdout.write(
      entries.length === 0 ? 'There are no entries.\n' : `${entries.map(line).join('\n')}\n`,
    );
  });

interface CreateOptions {
  readonly name: string;
  readonly owner?: string;
  readonly scopes: readonly Scope[];
  readonly limits: SomeLimits;
  readonly expires?: number;
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const { DATA_DIR, DATABASE_URL, DATABASE_LISTEN_URL } = readConfig();
  if (DATABASE_URL === undefined) await openDataFolder(DATA_DIR);
  const database = await openDatabase({
    folder: join(DATA_DIR, 'database'),
    url: DATABASE_URL,
    listenUrl: DATABASE_LISTEN_URL,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function describe({ prefix, name, owner, scopes: granted, limits, ...key }: Key): string {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const { revokedAt, expiresAt, lastUsedAt } = key;
  const state =
    revokedAt !== null
      ? `revoked ${day(revokedAt)}`
      : expiresAt === null
        ? 'never expires'
        : `${expiresAt.getTime() <= Date.now() ? 'expired' : 'expires'} ${day(expiresAt)}`;
  const used = lastUsedAt === null ? 'never used' : `last used ${day(lastUsedAt)}`;
  const own = writeLimits(limits);
  const limited = own === '' ? 'default limits' : `limits ${own}`;
  return `${prefix}  ${name}  owner ${owner}  ${[...granted].join(',')}  ${limited}  ${state}  ${used}`;
}

function line({ at, action, subject, owner, actor, details }: AuditEntry): string {
  return `${at.toISOString()}  ${action}  ${subject}  owner ${owner}  by ${actor}  ${JSON.stringify(details)}`;
}

/** Whoever runs the command. */
function actor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    // In a container, the user may have no name.
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}

function readScopes(text: string): Scope[] {
  const names = text.split(',').map(name => name.trim());
  const known = names.filter(isScope);
  if (known.length < names.length || known.length === 0)
    throw new InvalidArgumentError(`Allowed, separated by commas: ${allScopes.join(', ')}.`);
  return [...new Set(known)];
}

function readLimitsOption(text: string): SomeLimits {
  try {
    return readLimits(text);
  } catch (error) {
    throw error instanceof InvalidLimitsError ? new InvalidArgumentError(`${error.message}.`) : error;
  }
}

function readEntries(text: string): number {
  const entries = Number(text);
  if (!/^\d{1,6}$/.test(text) || entries < 1)
    throw new InvalidArgumentError('A whole number of entries, 1 to 999999.');
  return entries;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!/^\d{1,5}$/.test(text) || days < 1)
    throw new InvalidArgumentError('A whole number of days, 1 to 99999.');
  return days;
}

function ownerName(text: string): string {
  if (/^[\w.:@-]{1,100}$/.test(text)) return text;
  throw new UsageError(
    `--name and --owner are 1 to 100 letters, digits and characters of "._:@-"; given: ${JSON.stringify(text)}`,
  );
}

await runCommand(command, messageOf);

function messageOf(error: unknown): string {
  if (error instanceof FolderInUseError)
    return `${error.message} An embedded database can be used by only one process: stop the server first, or use a PostgreSQL server (DATABASE_URL).`;
  return startFailure(error) ?? (error instanceof Error ? error.message : String(error));
}
