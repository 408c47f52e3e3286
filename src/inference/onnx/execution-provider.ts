/** Execution providers of onnxruntime that a setting may name. */
export const executionProviders = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const;
export type ExecutionProvider = (typeof executionProviders)[number];
