/** Result of an operation: `refused` if it did not execute, `errors` if the response has any. */
export type OperationOutcome = 'ok' | 'errors' | 'refused';

/** `unknown`: refused before it was parsed. */
export type OperationType = 'query' | 'mutation' | 'subscription' | 'unknown';

/** Observes requests and operations, for metrics. */
export interface HttpObserver {
  /** @returns called when the response is sent or the client has disconnected. */
  requestBegan(): () => void;
  /** A query or mutation starts. @returns called when it ends. */
  operationBegan(): () => void;
  /** A query or mutation ended, or a subscription was opened or refused. */
  operation(type: OperationType, outcome: OperationOutcome): void;
}
