/** What becomes of an operation: `refused` before it began to run, `errors` when its answer has some. */
export type OperationOutcome = 'ok' | 'errors' | 'refused';

/** `unknown`: it was refused before it was understood. */
export type OperationType = 'query' | 'mutation' | 'subscription' | 'unknown';

/** Told of requests and operations, for those who count and measure. */
export interface HttpObserver {
  /** @returns what is to be called when its answer is through, or its client gone. */
  requestBegan(): () => void;
  /** A query or mutation begins to run. @returns what is to be called when it is over. */
  operationBegan(): () => void;
  /** A query or mutation is over, a subscription is open, or was refused. */
  operation(type: OperationType, outcome: OperationOutcome): void;
}
