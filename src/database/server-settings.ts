import { Client, DatabaseError } from 'pg';

/** Time-outs of a connection, so that neither side waits forever for a silently dead peer. */
export interface SilenceLimits {
  /** Statement time-out in milliseconds. */
  readonly statementMs: number;
}

/** The client's time-out: somewhat longer than the server's, whose error is more specific. */
export function answerMs({ statementMs }: SilenceLimits): number {
  return statementMs * 1.25;
}

/** Idle transactions hold locks that block others, so they are ended after this time. */
const idleTransactionMs = 20_000;

/**
 * PostgreSQL settings for the startup message. With them, the server notices a lost client machine within half a
 * minute.
 */
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

/** The address with these settings added; its own settings take precedence. */
function withSettings(address: string, limits: SilenceLimits): string {
  const url = new URL(address);
  const own = url.searchParams.get('options') ?? '';
  url.searchParams.set('options', `${startupOptions(limits)} ${own}`.trim());
  return url.href;
}

/** A server, or pooler, after a first connection. */
export interface MetServer {
  /** Address that applies the settings, if supported. */
  readonly address: string;
  /** In PostgreSQL's numbering: 180000 is version 18. */
  readonly version: number;
}

/**
 * Connects once. PgBouncer rejects settings; those of the role apply then.
 * @throws connection errors.
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
