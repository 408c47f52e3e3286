/** Execution providers of onnxruntime that a setting may name. */
export const executionProviders = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const;
export type ExecutionProvider = (typeof executionProviders)[number];

/** A model pack that cannot be used: a file is missing or damaged, or its configuration is wrong. */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly code = 'PACK_INVALID';
}

/** The execution provider asked for does not work on this machine. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';
  readonly code = 'PROVIDER_UNAVAILABLE';
}

/** The process that runs a model died too often, or the model itself failed. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  readonly code = 'INFERENCE_FAILED';
}

/** The engine was closed while something was asked of it. */
export class EngineClosedError extends Error {
  override readonly name = 'EngineClosedError';
  readonly code = 'ENGINE_CLOSED';
}
