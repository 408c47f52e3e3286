import { Client, DatabaseError } from 'pg';

/** What a connection asks of the server, so that neither side waits for ever for one that died without a word. */
export interface SilenceLimits {
  /** A statement that takes longer is ended, in milliseconds. */
  readonly statementMs: number;
}

/** How long the client waits: somewhat longer than the server lets a statement run, whose own word comes first. */
export function answerMs({ statementMs }: SilenceLimits): number {
  return statementMs * 1.25;
}

/** A transaction that its client leaves alone for so long holds up others by its locks, and is ended. */
const idleTransactionMs = 20_000;

/** PostgreSQL's settings, as its startup message takes them. The server finds a lost machine within half a minute. */
function startupOptions({ statementMs }: SilenceLimits): string {
  const settings = {
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 3,
    tcp_user_timeout: 20_000,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** The address with the settings in it; those that it has itself go first. */
function withSettings(address: string, limits: SilenceLimits): string {
  const url = new URL(address);
  const own = url.searchParams.get('options') ?? '';
  url.searchParams.set('options', `${startupOptions(limits)} ${own}`.trim());
  return url.href;
}

/** A server, or a pooler before it, that was connected to once. */
export interface MetServer {
  /** Address to connect to so that connections have the settings, where they are taken. */
  readonly address: string;
  /** As PostgreSQL numbers them: 180000 is 18. */
  readonly version: number;
}

/**
 * Connects once. PgBouncer takes no settings: those of the role hold then.
 * @throws what the connection throws.
 */
export async function meetServer(address: string, limits: SilenceLimits): Promise<MetServer> {
  const wanted = withSettings(address, limits);
  try {
    return { address: wanted, version: await versionAt(wanted) };
  } catch (error) {
    if (!isRefusedSetting(error)) throw error;
    return { address, version: await versionAt(address) };
  }
}

async function versionAt(connectionString: string): Promise<number> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    return Number(rows[0]?.version);
  } finally {
    client.end().catch(() => {});
  }
}

/** PgBouncer: "unsupported startup parameter: options". */
function isRefusedSetting(error: unknown): boolean {
  return (
    error instanceof DatabaseError && error.code === '08P01' && error.message.includes('startup parameter')
  );
}
