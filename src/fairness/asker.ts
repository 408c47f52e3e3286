import type { Client } from './client.ts';

/** The client on whose behalf work is done. */
export interface Asker {
  readonly client: Client;
  /** Aborted when the client no longer wants the result. */
  readonly signal?: AbortSignal | undefined;
}
