import type { Architecture } from '../../src/flexvar/model.ts';
import type { TensorSet } from './tensor-set.ts';

/**
 * Buffers that training keeps: the block-causal mask and level numbers of the training schedule, and the key bias,
 * which is zero by definition.
 */
export const ignoredTransformerTensors = [
  /^attn_bias_for_masking$/,
  /^lvl_1L$/,
  /^blocks\.\d+\.attn\.zero_k_bias$/,
];

/**
 * Reads the architecture off names and shapes, without checking the rest.
 * @throws ConverterError when a tensor it is read from is missing or has another rank.
 */
export function readArchitecture(tensors: TensorSet): Architecture {
  return {
    depth: tensors.count('blocks.'),
    width: tensors.size('word_embed.weight', 0, 2),
    heads: tensors.size('blocks.0.attn.scale_mul_1H11', 1, 4),
    classCount: tensors.size('class_emb.weight', 0, 2) - 1,
    codebookSize: tensors.size('head.weight', 0, 2),
    codebookDim: tensors.size('word_embed.weight', 1, 2),
    positionSide: tensors.size('pos_1LC', 2, 4),
  };
}

/** Names and shapes of all tensors of a transformer. */
export function transformerShapes(architecture: Architecture): Map<string, readonly number[]> {
  const { depth, width, heads, classCount, codebookSize, codebookDim, positionSide } = architecture;
  const shapes = new Map<string, readonly number[]>();
  const linear = (name: string, inputs: number, outputs: number): void => {
    shapes.set(`${name}.weight`, [outputs, inputs]).set(`${name}.bias`, [outputs]);
  };
  shapes.set('pos_start', [1, 1, width]);
  shapes.set('pos_1LC', [1, width, positionSide, positionSide]);
  linear('word_embed', codebookDim, width);
  shapes.set('class_emb.weight', [classCount + 1, width]);
  for (let block = 0; block < depth; block++) {
    const name = `blocks.${block}`;
    shapes.set(`${name}.attn.scale_mul_1H11`, [1, heads, 1, 1]);
    shapes.set(`${name}.attn.q_bias`, [width]);
    shapes.set(`${name}.attn.v_bias`, [width]);
    shapes.set(`${name}.attn.mat_qkv.weight`, [3 * width, width]);
    linear(`${name}.attn.proj`, width, width);
    linear(`${name}.ffn.fc1`, width, 4 * width);
    linear(`${name}.ffn.fc2`, 4 * width, width);
    linear(`${name}.ada_lin.1`, width, 6 * width);
  }
  linear('head_nm.ada_lin.1', width, 2 * width);
  linear('head', width, codebookSize);
  return shapes;
}
