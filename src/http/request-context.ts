import type { ApiContext } from '../../schema/context.ts';
import type { WrittenResult } from './answers/written-result.ts';
import type { Intake } from './bodies/intake.ts';

/** What differs from request to request. */
export interface RequestContext
  extends Pick<ApiContext, 'viewer' | 'baseUrl' | 'client' | 'signal' | 'events'> {
  /** Does a piece of work when it is the client's turn: see `Gate`. */
  readonly soon: (work: () => void) => void;
  /**
   * Takes the results of a subscription, one after the other, and resolves when there is room for another; null where they
   * are iterated over.
   */
  readonly deliver: ((result: WrittenResult) => Promise<void>) | null;
  /** How the operation comes in over HTTP; null over WebSocket, where it is there already. */
  readonly intake: Intake | null;
  /** Size of the operation as it was sent, with its variables and files; known when it has come. */
  readonly receivedBytes: () => number;
  /** Whether there is room for an answer of so many bytes, which is held until the client has read it. */
  readonly admitAnswer: (bytes: number) => boolean;
}
