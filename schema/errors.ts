import { RateLimitedError } from '../src/access/limits/rate-limited-error.ts';
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
import { LimitNameEnum } from './limit-name.ts';

export const ErrorInterface = builder.interfaceRef<Error>('Error').implement({
  description: 'An expected error. Each kind of error has its own type.',
  fields: t => ({
    message: t.exposeString('message', {
      description:
        'What went wrong and how to fix it, for people to read. The wording may change; do not parse it.',
    }),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'An input value is not allowed. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    field: t.exposeString('field', {
      description: 'Path of the value in the input, such as `sampling.topP` or `canvas.schedule.3.rows`.',
    }),
    given: t.exposeString('given', { description: 'The given value, as JSON (or NaN, Infinity).' }),
    allowed: t.exposeString('allowed', { description: 'The allowed values, in words.' }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'The input refers to something that does not exist. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    kind: t.exposeString('kind', {
      description: 'What was not found: `generation`, `scale`, `model` or `class`.',
    }),
    key: t.exposeString('key', { description: 'The given name or id.' }),
    suggestions: t.exposeStringList('suggestions', {
      description: 'Existing names similar to the given one, best match first. May be empty.',
    }),
  }),
});

builder.objectType(IdempotencyConflictError, {
  name: 'IdempotencyConflictError',
  description: 'The idempotency key was already used with a different input. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    idempotencyKey: t.exposeString('idempotencyKey', { description: 'The key in question.' }),
  }),
});

builder.objectType(GenerationStateError, {
  name: 'GenerationStateError',
  description: 'The operation is not possible in the current state of the generation. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: t => ({
    status: t.expose('status', { type: GenerationStatusEnum, description: 'The current status.' }),
    allowedStatuses: t.field({
      type: [GenerationStatusEnum],
      description: 'The statuses in which the operation is possible.',
      resolve: ({ allowedStatuses }) => [...allowedStatuses],
    }),
  }),
});

builder.objectType(ModelUnavailableError, {
  name: 'ModelUnavailableError',
  description: 'No worker has served the model for some time. Nothing was stored or queued.',
  interfaces: [ErrorInterface],
  fields: t => ({
    model: t.exposeString('model', {
      nullable: true,
      description: 'Name of the model; null for the default model.',
    }),
  }),
});

builder.objectType(ModelGoneError, {
  name: 'ModelGoneError',
  description:
    'The model that made a generation is no longer installed, or was replaced by another of the same name, so ' +
    'its scales cannot be used. Nothing was stored.',
  interfaces: [ErrorInterface],
  fields: t => ({
    model: t.exposeString('model', { description: 'Name of the model.' }),
  }),
});

builder.objectType(QueueFullError, {
  name: 'QueueFullError',
  description: 'The queue is full; try again later. Nothing was stored.',
  interfaces: [ErrorInterface],
  fields: t => ({
    limit: t.exposeInt('limit', { description: 'Maximum number of waiting pictures.' }),
  }),
});

builder.objectType(RateLimitedError, {
  name: 'RateLimitedError',
  description:
    'A limit of the key or token is used up. Nothing was stored or queued. Elsewhere, the same facts come as a GraphQL error with ' +
    'the code `RATE_LIMITED`.',
  interfaces: [ErrorInterface],
  fields: t => ({
    policy: t.expose('policy', { type: LimitNameEnum, description: 'The limit that is used up.' }),
    quota: t.expose('quota', {
      type: 'Integer',
      description: 'Allowed per window, in the unit of the limit.',
    }),
    window: t.exposeInt('window', { description: 'Length of the window in seconds.' }),
    requested: t.expose('requested', { type: 'Integer', description: 'What this request needed.' }),
    retryAfter: t.exposeInt('retryAfter', {
      nullable: true,
      description:
        'Seconds until the same request can succeed; null if it exceeds the whole quota, so that waiting does not help.',
    }),
  }),
});
