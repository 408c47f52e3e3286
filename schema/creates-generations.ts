import {
  IdempotencyConflictError,
  InvalidInputError,
  ModelGoneError,
  ModelUnavailableError,
  NotFoundError,
  QueueFullError,
} from '../src/generations/errors.ts';
import { GenerationObject } from './generation.ts';
import { writePrice } from './price.ts';

/** What every mutation has in common that makes pictures: its type and its errors. */
export const createsGenerations = {
  type: [GenerationObject] as [typeof GenerationObject],
  errors: {
    types: [
      InvalidInputError,
      NotFoundError,
      IdempotencyConflictError,
      QueueFullError,
      ModelGoneError,
      ModelUnavailableError,
    ],
    union: { description: 'Accepted, or why not.' },
    result: {
      description: 'The request was accepted and will be carried out, also when the server restarts.',
    },
    dataField: {
      name: 'generations' as const,
      description: 'One for each picture, in the order of `imageIndex`.',
    },
  },
  // Without this it would count as a list, which only its `generations` is.
  complexity: { field: writePrice, multiplier: 1 },
};
