import {
  GenerationStateError,
  IdempotencyConflictError,
  InvalidInputError,
  ModelGoneError,
  ModelUnavailableError,
  NotFoundError,
  QueueFullError,
} from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { GenerationStatusEnum } from './generation.ts';

export const ErrorInterface = builder.interfaceRef<Error>('Error').implement({
  description: 'An answer that is not the one hoped for. Each kind of error is a type of its own.',
  fields: t => ({
    message: t.exposeString('message', {
      description:
        'What went wrong and what to do about it, in a sentence for people. May change: do not parse it.',
    }),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'A value of the input is not allowed. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    field: t.exposeString('field', {
      description: 'Path of the value in the input, such as `sampling.topP` or `canvas.schedule.3.rows`.',
    }),
    given: t.exposeString('given', { description: 'The value that was given, as JSON (or NaN, Infinity).' }),
    allowed: t.exposeString('allowed', { description: 'What is allowed there, in words.' }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'Something that the input names does not exist. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    kind: t.exposeString('kind', {
      description: 'What was looked for: `generation`, `scale`, `model` or `class`.',
    }),
    key: t.exposeString('key', { description: 'The name or id that was given.' }),
    suggestions: t.exposeStringList('suggestions', {
      description: 'Names that do exist and are close to the given one, best first. May be empty.',
    }),
  }),
});

builder.objectType(IdempotencyConflictError, {
  name: 'IdempotencyConflictError',
  description: 'The idempotency key was used before with another input. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    idempotencyKey: t.exposeString('idempotencyKey', { description: 'The key that was used before.' }),
  }),
});

builder.objectType(GenerationStateError, {
  name: 'GenerationStateError',
  description: 'The generation is in a state in which this cannot be done to it. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: t => ({
    status: t.expose('status', { type: GenerationStatusEnum, description: 'The state it is in.' }),
    allowedStatuses: t.field({
      type: [GenerationStatusEnum],
      description: 'The states in which it can be done.',
      resolve: ({ allowedStatuses }) => [...allowedStatuses],
    }),
  }),
});

builder.objectType(ModelUnavailableError, {
  name: 'ModelUnavailableError',
  description: 'No worker has served the model for a while. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    model: t.exposeString('model', { nullable: true, description: 'Its name; null: the default model.' }),
  }),
});

builder.objectType(ModelGoneError, {
  name: 'ModelGoneError',
  description:
    'The model that made a generation is not installed any more, or was replaced by another of the same name: nothing ' +
    'can be made from its scales. Nothing was stored.',
  interfaces: [ErrorInterface],
  fields: t => ({
    model: t.exposeString('model', { description: 'Name of the model.' }),
  }),
});

builder.objectType(QueueFullError, {
  name: 'QueueFullError',
  description: 'So much is queued that nothing more is accepted for now. Nothing was stored.',
  interfaces: [ErrorInterface],
  fields: t => ({
    limit: t.exposeInt('limit', { description: 'Number of pictures that may wait at a time.' }),
  }),
});
