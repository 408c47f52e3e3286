import type { GenerationStatus } from './generation.ts';
import { shortened, shortJson } from './shortened.ts';

/** Expected errors. Each is a separate type in the API; `code` is stable. */
export abstract class GenerationError extends Error {
  abstract readonly code: string;
}

/** A value that is not allowed, with the field, the given value and the allowed values. */
export class InvalidInputError extends GenerationError {
  readonly code = 'INVALID_INPUT';
  /** Path in the input, such as `sampling.topP`. */
  readonly field: string;
  /** The given value as JSON, shortened if long. */
  readonly given: string;
  /** The allowed values, in words. */
  readonly allowed: string;

  constructor(problem: { field: string; given: unknown; allowed: string }) {
    const given = shortJson(problem.given);
    super(`${problem.field} must be ${problem.allowed}; given: ${given}`);
    this.name = 'InvalidInputError';
    this.field = problem.field;
    this.given = given;
    this.allowed = problem.allowed;
  }
}

/** No generation, scale, model or class has this id or name. */
export class NotFoundError extends GenerationError {
  readonly code = 'NOT_FOUND';
  /** What was not found: `generation`, `scale`, `model` or `class`. */
  readonly kind: string;
  /** The given name or id, shortened if long. */
  readonly key: string;
  /** Existing names similar to the given one, best match first. */
  readonly suggestions: readonly string[];

  constructor(kind: string, key: string, suggestions: readonly string[] = []) {
    const hint =
      suggestions.length > 0 ? ` Did you mean ${suggestions.map(name => `"${name}"`).join(', ')}?` : '';
    const shown = shortened(key);
    super(`There is no ${kind} "${shown}".${hint}`);
    this.name = 'NotFoundError';
    this.kind = kind;
    this.key = shown;
    this.suggestions = suggestions;
  }
}

/** The idempotency key was already used with a different input. */
export class IdempotencyConflictError extends GenerationError {
  readonly code = 'IDEMPOTENCY_CONFLICT';
  readonly idempotencyKey: string;

  constructor(idempotencyKey: string) {
    super(
      `The idempotency key "${idempotencyKey}" was already used with a different input. Use a new key, or send ` +
        'the same input.',
    );
    this.name = 'IdempotencyConflictError';
    this.idempotencyKey = idempotencyKey;
  }
}

/** The operation is not possible in the current state of the generation. */
export class GenerationStateError extends GenerationError {
  readonly code = 'GENERATION_STATE';
  readonly status: GenerationStatus;
  /** The statuses in which the operation is possible. */
  readonly allowedStatuses: readonly GenerationStatus[];

  /** @param what past participle of the operation, as in "cannot be accepted". */
  constructor(what: string, status: GenerationStatus, allowed: readonly GenerationStatus[]) {
    super(`The generation is ${status} and cannot be ${what}; it must be ${allowed.join(' or ')}.`);
    this.name = 'GenerationStateError';
    this.status = status;
    this.allowedStatuses = allowed;
  }
}

/** The model that made a generation is no longer installed, or was replaced by another of the same name. */
export class ModelGoneError extends GenerationError {
  readonly code = 'MODEL_GONE';
  readonly model: string;

  constructor(model: string) {
    super(
      `The model "${model}" that made this is no longer installed, or was replaced by another; its tokens cannot be used without it.`,
    );
    this.name = 'ModelGoneError';
    this.model = model;
  }
}

/** No worker has served the model for a while, so queued work would wait indefinitely. */
export class ModelUnavailableError extends GenerationError {
  readonly code = 'MODEL_UNAVAILABLE';
  /** Null for the default model. */
  readonly model: string | null;

  constructor(model: string | null) {
    const which = model === null ? 'the default model' : `the model "${model}"`;
    super(`No worker serves ${which} at the moment. Try again later, or use another model.`);
    this.name = 'ModelUnavailableError';
    this.model = model;
  }
}

/** The queue is full. */
export class QueueFullError extends GenerationError {
  readonly code = 'QUEUE_FULL';
  readonly limit: number;

  constructor(limit: number) {
    super(`The queue is full (${limit} pictures). Try again after some have finished.`);
    this.name = 'QueueFullError';
    this.limit = limit;
  }
}

/** The client disconnected or canceled its operation, so further reads would be wasted. */
export class ClientLeftError extends GenerationError {
  readonly code = 'CLIENT_LEFT';

  constructor() {
    super('The client has disconnected.');
    this.name = 'ClientLeftError';
  }
}
