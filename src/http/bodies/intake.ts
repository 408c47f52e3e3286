import type { RequestBody } from './request-body.ts';

/** How a request over HTTP becomes an operation. */
export interface Intake {
  readonly body: RequestBody;
  /** Waits for room for a body. @throws GraphQLError that answers 503 when there is none in time. */
  readonly reserve: (bytes: number) => Promise<void>;
  /** Waits until it is the client's turn: the operation has come, and what follows is work. @throws GraphQLError that answers 429 */
  readonly begin: () => Promise<void>;
}
