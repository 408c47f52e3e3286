import { RateLimitedError } from '../src/access/limits/rate-limited-error.ts';
import {
  IdempotencyConflictError,
  InvalidInputError,
  ModelGoneError,
  ModelUnavailableError,
  NotFoundError,
  QueueFullError,
} from '../src/generations/errors.ts';
import type { Generation } from '../src/generations/generation.ts';
import type { GenerationRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { GenerationObject } from './generation.ts';
import { writePrice } from './price.ts';

interface Created {
  readonly generations: readonly Generation[];
}

const GenerationsCreated = builder.objectRef<Created>('GenerationsCreated').implement({
  description: 'The request was accepted and will be completed even if the server restarts.',
  isTypeOf: value => typeof value === 'object' && value !== null && 'generations' in value,
  fields: t => ({
    generations: t.field({
      type: [GenerationObject],
      description: 'One per picture, in the order of `imageIndex`.',
      resolve: ({ generations }) => [...generations],
    }),
  }),
});

/** The result of every mutation that creates pictures. */
export const CreateGenerationsResult = builder.errorUnion('CreateGenerationsResult', {
  description: 'The generations, or an error. The result type of every mutation that creates pictures.',
  types: [
    GenerationsCreated,
    InvalidInputError,
    NotFoundError,
    IdempotencyConflictError,
    QueueFullError,
    RateLimitedError,
    ModelGoneError,
    ModelUnavailableError,
  ],
});

/** Options common to those mutation fields. */
export const createsGenerations = {
  type: CreateGenerationsResult,
  complexity: writePrice,
} as const;

/** Carries out a request for the client of an operation. @throws the errors of the result */
export async function createGenerations(request: GenerationRequest, context: ApiContext): Promise<Created> {
  return { generations: await context.generations.create(request, context) };
}
