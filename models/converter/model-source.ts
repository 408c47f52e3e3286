import type { Architecture } from '../../src/flexvar/model.ts';
import { ConverterError } from './converter-error.ts';
import type { SourceTensor, TransformerSource } from './source-tensor.ts';
import { TensorSet } from './tensor-set.ts';
import {
  ignoredTokenizerTensors,
  readTokenizerLayout,
  type TokenizerLayout,
  tokenizerShapes,
} from './tokenizer-layout.ts';
import { ignoredTransformerTensors, readArchitecture, transformerShapes } from './transformer-layout.ts';

/** A tokenizer's checkpoint whose names and shapes have been checked. */
export interface TokenizerSource {
  readonly layout: TokenizerLayout;
  readonly tensors: TensorSet;
  readonly parameters: number;
}

/** A transformer's checkpoint whose names and shapes have been checked. */
export interface CheckedTransformerSource extends TransformerSource {
  readonly parameters: number;
}

/** Both halves of a model. */
export interface ModelSource {
  readonly tokenizer: TokenizerSource;
  readonly transformer: CheckedTransformerSource;
}

/** Tensors with the name of what they come from, for messages. A `Checkpoint` is this. */
interface NamedTensors {
  readonly name: string;
  readonly tensors: ReadonlyMap<string, SourceTensor>;
}

/** @throws ConverterError naming the first tensor that does not fit. */
export function modelSource(tokenizer: NamedTensors, transformer: NamedTensors): ModelSource {
  const source = tokenizerSource(tokenizer);
  return { tokenizer: source, transformer: transformerSource(transformer, source.layout) };
}

/** @throws ConverterError naming the first tensor that does not fit. */
export function tokenizerSource(checkpoint: NamedTensors): TokenizerSource {
  const tensors = new TensorSet(checkpoint.name, checkpoint.tensors, ignoredTokenizerTensors);
  const layout = readTokenizerLayout(tensors);
  return { layout, tensors, parameters: tensors.check(tokenizerShapes(layout)) };
}

/**
 * @param tokenizer the tokenizer it was trained with: the codes must be the same in number and size.
 * @throws ConverterError naming the first tensor that does not fit.
 */
export function transformerSource(
  checkpoint: NamedTensors,
  tokenizer: TokenizerLayout,
): CheckedTransformerSource {
  const tensors = new TensorSet(checkpoint.name, checkpoint.tensors, ignoredTransformerTensors);
  const architecture = readArchitecture(tensors);
  const parameters = tensors.check(transformerShapes(architecture));
  checkFits(checkpoint.name, architecture, tokenizer);
  return { architecture, parameters, tensor: name => tensors.tensor(name) };
}

function checkFits(name: string, architecture: Architecture, tokenizer: TokenizerLayout): void {
  const { codebookSize, codebookDim, width, heads } = architecture;
  if (codebookSize !== tokenizer.codebookSize || codebookDim !== tokenizer.codebookDim)
    throw new ConverterError(
      `${name} expects a codebook of ${codebookSize} x ${codebookDim}, the tokenizer has ${tokenizer.codebookSize} x ${tokenizer.codebookDim}: they do not belong together`,
    );
  if (width % heads !== 0)
    throw new ConverterError(`${name}: width ${width} cannot be split into ${heads} heads`);
}
