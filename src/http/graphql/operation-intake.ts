import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ByteBudget, Release } from '../../fairness/byte-budget.ts';
import type { Client } from '../../fairness/client.ts';
import type { Gate, Place } from '../../fairness/gate.ts';
import { TooMuchWaitingError } from '../../fairness/too-much-waiting-error.ts';
import type { Intake } from '../bodies/intake.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import { type CountedBody, requestBody } from '../bodies/request-body.ts';
import { copiesOfText } from '../bodies/use-request-bodies.ts';

export interface IntakeOptions {
  readonly gate: Gate;
  /** Budget for large requests. */
  readonly memory: ByteBudget;
  /** Budget for ordinary requests. */
  readonly ordinaryMemory: ByteBudget;
  /** Maximum time a request waits for memory, in milliseconds. */
  readonly memoryTimeout: number;
}

/** Admission of one operation over HTTP, holding its resources until it is answered. */
export class OperationIntake implements Intake {
  readonly body: CountedBody;
  readonly #client: Client;
  readonly #signal: AbortSignal;
  readonly #options: IntakeOptions;
  readonly #memory: Release[] = [];
  #place: Place | null = null;

  constructor(request: IncomingMessage, client: Client, signal: AbortSignal, options: IntakeOptions) {
    this.body = requestBody(request);
    this.#client = client;
    this.#signal = signal;
    this.#options = options;
  }

  readonly reserve = async (bytes: number): Promise<void> => {
    const { memory, ordinaryMemory, memoryTimeout } = this.#options;
    const budget = bytes > ordinaryBytes * copiesOfText ? memory : ordinaryMemory;
    const inTime = AbortSignal.timeout(memoryTimeout);
    try {
      this.#memory.push(await budget.take(bytes, this.#client, AbortSignal.any([this.#signal, inTime])));
    } catch (error) {
      if (inTime.aborted) throw noMemory();
      throw error;
    }
  };

  readonly begin = async (): Promise<void> => {
    try {
      this.#place = await this.#options.gate.enter(this.#client, this.#signal);
    } catch (error) {
      throw error instanceof TooMuchWaitingError ? tooManyOperations(error.limit) : error;
    }
  };

  /** Releases what is held. */
  end(): void {
    this.#place?.leave();
    for (const release of this.#memory.splice(0)) release();
  }
}

export function tooManyOperations(limit: number): GraphQLError {
  return new GraphQLError(`At most ${limit} operations may wait per connection.`, {
    extensions: {
      code: 'TOO_MANY_OPERATIONS',
      limit,
      http: { status: 429, headers: { 'retry-after': '1' } },
    },
  });
}

export function noMemory(): GraphQLError {
  return new GraphQLError('Too many requests are arriving at once. Try again later.', {
    extensions: { code: 'TOO_MUCH_AT_ONCE', http: { status: 503, headers: { 'retry-after': '10' } } },
  });
}
