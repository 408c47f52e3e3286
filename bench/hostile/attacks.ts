import type { HostileClient } from './client.ts';
import { endings } from './endings.ts';
import { filePayloads } from './file-payloads.ts';
import { operations } from './operations.ts';
import { watchers } from './watchers.ts';

/** One thing that a client may do; it is done again and again for as long as the row runs. */
export interface Attack {
  readonly name: string;
  /** Done once, before anything is measured. */
  readonly prepare?: (client: HostileClient) => Promise<void>;
  readonly strike: (client: HostileClient) => Promise<void>;
  /**
   * Whether a neighbour's pictures are timed. Not where the attack is pictures that were ordered: those that wait are
   * computed in the order they came.
   */
  readonly neighbourDraws: boolean;
}

export const attacks: readonly Attack[] = [...endings, ...operations, ...watchers, ...filePayloads];
