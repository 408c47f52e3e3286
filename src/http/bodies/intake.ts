import type { CountedBody } from './request-body.ts';

/** Admission of an operation over HTTP. */
export interface Intake {
  readonly body: CountedBody;
  /** Waits for room for a body. @throws GraphQLError with status 503 if there is none in time. */
  readonly reserve: (bytes: number) => Promise<void>;
  /** Counts an upload of this size. @throws GraphQLError with status 429 if the client may not upload that much today. */
  readonly upload: (bytes: number) => Promise<void>;
  /**
   * Waits for the client's turn; the operation has arrived, and what follows is work. @throws GraphQLError with status
   * 429
   */
  readonly begin: () => Promise<void>;
}
