import type { RequestBody } from './request-body.ts';

/** Admission of an operation over HTTP. */
export interface Intake {
  readonly body: RequestBody;
  /** Waits for room for a body. @throws GraphQLError with status 503 if there is none in time. */
  readonly reserve: (bytes: number) => Promise<void>;
  /**
   * Waits for the client's turn; the operation has arrived, and what follows is work. @throws GraphQLError with status
   * 429
   */
  readonly begin: () => Promise<void>;
}
