import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Allowances } from '../../access/limits/allowances.ts';
import { RateLimitedError } from '../../access/limits/rate-limited-error.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { ByteBudget, Release } from '../../fairness/byte-budget.ts';
import type { Client } from '../../fairness/client.ts';
import type { Gate, Place } from '../../fairness/gate.ts';
import { TooMuchWaitingError } from '../../fairness/too-much-waiting-error.ts';
import type { Intake } from '../bodies/intake.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import { type CountedBody, requestBody } from '../bodies/request-body.ts';
import { copiesOfText } from '../bodies/use-request-bodies.ts';
import { rateLimited } from '../limits/rate-limited.ts';

export interface IntakeOptions {
  readonly gate: Gate;
  /** Budget for large requests. */
  readonly memory: ByteBudget;
  /** Budget for ordinary requests. */
  readonly ordinaryMemory: ByteBudget;
  /** Maximum time a request waits for memory, in milliseconds. */
  readonly memoryTimeout: number;
  readonly allowances: Allowances | null;
}

/** Admission of one operation over HTTP, holding its resources until it is answered. */
export class OperationIntake implements Intake {
  readonly body: CountedBody;
  readonly #client: Client;
  readonly #signal: AbortSignal;
  readonly #viewer: Viewer;
  readonly #options: IntakeOptions;
  readonly #memory: Release[] = [];
  #place: Place | null = null;

  constructor(
    request: IncomingMessage,
    client: Client,
    signal: AbortSignal,
    viewer: Viewer,
    options: IntakeOptions,
  ) {
    this.body = requestBody(request);
    this.#client = client;
    this.#signal = signal;
    this.#viewer = viewer;
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

  readonly upload = async (bytes: number): Promise<void> => {
    try {
      await this.#options.allowances?.useUpload(this.#viewer, bytes);
    } catch (error) {
      throw error instanceof RateLimitedError ? rateLimited(error) : error;
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
