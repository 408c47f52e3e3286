import type { GenerationStatus } from './generation.ts';
import { shortened, shortJson } from './shortened.ts';

/** Expected failures. The API shows each as a type of its own; `code` is stable. */
export abstract class GenerationError extends Error {
  abstract readonly code: string;
}

/** A value that is not allowed: says which field, what was given and what is allowed. */
export class InvalidInputError extends GenerationError {
  readonly code = 'INVALID_INPUT';
  /** Path in the input, such as `sampling.topP`. */
  readonly field: string;
  /** What was given, as JSON; its beginning, when it is long. */
  readonly given: string;
  /** What is allowed, in words. */
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

/** No generation, scale, model or class with this id or name. */
export class NotFoundError extends GenerationError {
  readonly code = 'NOT_FOUND';
  /** What was looked for: `generation`, `scale`, `model`, `class`. */
  readonly kind: string;
  /** The name or id that was given; its beginning, when it is long. */
  readonly key: string;
  /** Names close to the one given, best first. */
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

/** The idempotency key was used before, with another input. */
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

/** The generation is in a state in which this cannot be done to it. */
export class GenerationStateError extends GenerationError {
  readonly code = 'GENERATION_STATE';
  readonly status: GenerationStatus;
  /** The states in which it can be done. */
  readonly allowedStatuses: readonly GenerationStatus[];

  /** @param what is done to it, as in "cannot be accepted". */
  constructor(what: string, status: GenerationStatus, allowed: readonly GenerationStatus[]) {
    super(`The generation is ${status} and cannot be ${what}; it must be ${allowed.join(' or ')}.`);
    this.name = 'GenerationStateError';
    this.status = status;
    this.allowedStatuses = allowed;
  }
}

/** The model that made a generation is not installed any more, or was replaced by another of the same name. */
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

/** Nobody serves the model now, and has not for a while: what was queued would wait for nobody knows how long. */
export class ModelUnavailableError extends GenerationError {
  readonly code = 'MODEL_UNAVAILABLE';
  /** Null: the default one. */
  readonly model: string | null;

  constructor(model: string | null) {
    const which = model === null ? 'the default model' : `the model "${model}"`;
    super(`No worker serves ${which} at the moment. Try again later, or use another model.`);
    this.name = 'ModelUnavailableError';
    this.model = model;
  }
}

/** So much is queued that nothing more is accepted for now. */
export class QueueFullError extends GenerationError {
  readonly code = 'QUEUE_FULL';
  readonly limit: number;

  constructor(limit: number) {
    super(`The queue is full (${limit} pictures). Try again after some have finished.`);
    this.name = 'QueueFullError';
    this.limit = limit;
  }
}

/** The client that asked has left or taken its operation back: what is still to be read would be read for nobody. */
export class ClientLeftError extends GenerationError {
  readonly code = 'CLIENT_LEFT';

  constructor() {
    super('The client has disconnected.');
    this.name = 'ClientLeftError';
  }
}
