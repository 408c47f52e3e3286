import type { MessagePort } from 'node:worker_threads';

/** Start-up data of the database thread. */
export interface ThreadData {
  readonly folder: string;
  /** Channels to listen to from the start. */
  readonly channels: readonly string[];
}

/**
 * `connect`: speak PostgreSQL's protocol on this port, replacing any earlier connection. `close`: close the folder
 * cleanly and exit.
 */
export type ThreadCommand =
  | { readonly type: 'connect'; readonly port: MessagePort }
  | { readonly type: 'close' };

/** `open`: ready for connections. `failed`: the folder cannot be opened, or the database failed; the thread exits. */
export type ThreadReport = { readonly type: 'open' } | { readonly type: 'failed'; readonly reason: string };
