/** A model pack cannot be used: a file is missing or damaged, or its configuration is invalid. */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly code = 'PACK_INVALID';
}

/** The requested execution provider does not work on this machine. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';
  readonly code = 'PROVIDER_UNAVAILABLE';
}

/** The process running a model died too often, or the model itself failed. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  readonly code = 'INFERENCE_FAILED';
}

/** The engine was closed during a request. */
export class EngineClosedError extends Error {
  override readonly name = 'EngineClosedError';
  readonly code = 'ENGINE_CLOSED';
}

/** An error in transit between processes. */
export function toFailure(error: unknown): { code: string | null; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  return { code, message };
}

/** Restores the error with its original class. */
export function fromFailure({ code, message }: { code: string | null; message: string }): Error {
  if (code === 'PACK_INVALID') return new PackError(message);
  if (code === 'PROVIDER_UNAVAILABLE') return new ProviderUnavailableError(message);
  return new InferenceError(message);
}
