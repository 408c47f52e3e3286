import { createHash } from 'node:crypto';
import type { Architecture } from '../../src/flexvar/model.ts';
import { type ModelSource, modelSource } from './model-source.ts';
import type { SourceTensor } from './source-tensor.ts';
import { type TokenizerLayout, tokenizerShapes } from './tokenizer-layout.ts';
import { transformerShapes } from './transformer-layout.ts';
import { elementCount } from './weight.ts';

/** The published tokenizer. */
export const publishedTokenizer: TokenizerLayout = {
  unshuffle: 1,
  channels: 128,
  channelMultipliers: [1, 1, 2, 2, 4],
  encoderResidualBlocks: 2,
  decoderResidualBlocks: 3,
  latentChannels: 256,
  codebookSize: 8912,
  codebookDim: 32,
};

/** The published transformers: d16, d20, d24. */
export function publishedArchitecture(depth: number): Architecture {
  return {
    depth,
    width: 64 * depth,
    heads: depth,
    classCount: 1000,
    codebookSize: publishedTokenizer.codebookSize,
    codebookDim: publishedTokenizer.codebookDim,
    positionSide: 32,
  };
}

/** The tensors of a model with random weights: for measuring and testing what does not depend on pictures. */
export interface RandomModel {
  readonly tokenizer: ReadonlyMap<string, SourceTensor>;
  readonly transformer: ReadonlyMap<string, SourceTensor>;
}

/** @returns tensors that are computed when they are read; the same seed gives the same values. */
export function randomModel(layout: TokenizerLayout, architecture: Architecture, seed: number): RandomModel {
  const tensors = (shapes: ReadonlyMap<string, readonly number[]>) =>
    new Map([...shapes].map(([name, shape]) => [name, randomTensor(name, shape, seed)]));
  return {
    tokenizer: tensors(tokenizerShapes(layout)),
    transformer: tensors(transformerShapes(architecture)),
  };
}

/** A random model as `writePack` takes it. */
export function randomSource(layout: TokenizerLayout, architecture: Architecture, seed: number): ModelSource {
  const { tokenizer, transformer } = randomModel(layout, architecture, seed);
  return modelSource(
    { name: 'random tokenizer', tensors: tokenizer },
    { name: 'random transformer', tensors: transformer },
  );
}

function randomTensor(name: string, shape: readonly number[], seed: number): SourceTensor {
  const { center, spread } = distribution(name, shape);
  return {
    name,
    shape,
    async read() {
      const values = new Float32Array(elementCount(shape));
      let state = createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE(0) | 1;
      for (let index = 0; index < values.length; index++) {
        // xorshift32 (Marsaglia 2003): speed matters here, quality does not.
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        values[index] = center + spread * (state / 2 ** 31);
      }
      return values;
    },
  };
}

/** Uniform in center +- spread, so that activations stay near 1 through any depth. */
function distribution(name: string, shape: readonly number[]): { center: number; spread: number } {
  if (/norm\w*\.weight$/.test(name)) return { center: 1, spread: 0.1 };
  if (name.endsWith('scale_mul_1H11')) return { center: Math.log(4), spread: 0.5 };
  // AdaLN: its bias is most of the product, so that classes differ but every block does its part.
  if (/ada_lin\.1\.bias$/.test(name)) return { center: 0, spread: 0.5 };
  if (name.endsWith('bias')) return { center: 0, spread: 0.05 };
  if (/^pos_|^class_emb|embedding/.test(name)) return { center: 0, spread: 1 };
  const fanIn = elementCount(shape.slice(1));
  return { center: 0, spread: Math.sqrt(3 / fanIn) };
}
