import type { ApiContext } from '../../schema/context.ts';
import type { WrittenResult } from './answers/written-result.ts';
import type { Intake } from './bodies/intake.ts';

/** Per-request context. */
export interface RequestContext
  extends Pick<ApiContext, 'viewer' | 'baseUrl' | 'client' | 'signal' | 'events'> {
  /** Runs a piece of work when the client's turn comes; see `Gate`. */
  readonly soon: (work: () => void) => void;
  /**
   * Accepts subscription results one by one, and resolves when there is room for the next; null if results are iterated
   * instead.
   */
  readonly deliver: ((result: WrittenResult) => Promise<void>) | null;
  /** Admission of the operation over HTTP; null over WebSocket, where it has already arrived. */
  readonly intake: Intake | null;
  /** Size of the operation as sent, including variables and files; known once it has arrived. */
  readonly receivedBytes: () => number;
  /** Reserves room for a response of this size until the client has read it; false if there is none. */
  readonly admitAnswer: (bytes: number) => boolean;
}
