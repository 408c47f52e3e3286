import type { Client } from './client.ts';

/** On whose behalf work is done. */
export interface Asker {
  readonly client: Client;
  /** Aborted when what is done for it is done for nobody any more. */
  readonly signal?: AbortSignal | undefined;
}
