import type { MessagePort } from 'node:worker_threads';

/** What the database's thread is given when it starts. */
export interface ThreadData {
  readonly folder: string;
  /** Channels to listen to from the beginning. */
  readonly channels: readonly string[];
}

/**
 * `connect`: speak PostgreSQL's protocol on this port, in place of whatever was connected before.
 * `close`: close the folder in order, and end.
 */
export type ThreadCommand =
  | { readonly type: 'connect'; readonly port: MessagePort }
  | { readonly type: 'close' };

/**
 * `open`: it can be connected to. `failed`: the folder cannot be opened, or the database gave up in the middle;
 * the thread ends.
 */
export type ThreadReport = { readonly type: 'open' } | { readonly type: 'failed'; readonly reason: string };
