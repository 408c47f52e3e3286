import type { GraphBuilder } from './graph.ts';
import type { ModelSource } from './model-source.ts';
import type { Precision } from './source-tensor.ts';
import { decoderGraph, encoderGraph } from './tokenizer-graphs.ts';
import { buildTransformerGraphs } from './transformer-graphs.ts';
import { WeightFile } from './weight-file.ts';

/** The graphs of a pack, and the files with their weights. */
export interface PackGraphs {
  readonly graphs: readonly GraphBuilder[];
  readonly weightFiles: readonly WeightFile[];
}

/** Builds all graphs of a pack. They depend on sizes and precision only: no weight is read. */
export function buildPackGraphs(source: ModelSource, precision: Precision): PackGraphs {
  const floatPrecision = precision === 'float32' ? 'float32' : 'float16';
  const tokenizer = new WeightFile('tokenizer.data');
  const transformer = new WeightFile('transformer.data');
  const graphs = [
    encoderGraph(source.tokenizer, floatPrecision, tokenizer),
    decoderGraph(source.tokenizer, floatPrecision, tokenizer),
    ...buildTransformerGraphs(source.transformer, precision, transformer),
  ];
  return { graphs, weightFiles: [tokenizer, transformer] };
}
