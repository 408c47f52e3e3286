import { codebookWeight } from './codebook.ts';
import { GraphBuilder, type Value } from './graph.ts';
import type { TokenizerSource } from './model-source.ts';
import { toSpaceToDepthOrder } from './pixel-order.ts';
import { floatWeight, transposed } from './source-tensor.ts';
import { TokenizerLayers, type TokenizerPrecision } from './tokenizer-layers.ts';
import type { WeightFile } from './weight-file.ts';

/**
 * `encoder`: `image` [batch, 3, height, width] in [-1, 1], both sides multiples of the stride ->
 * `latent` [batch, codebookDim, rows, columns], after `quant_conv`, not normalised.
 */
export function encoderGraph(
  source: TokenizerSource,
  precision: TokenizerPrecision,
  weights: WeightFile,
): GraphBuilder {
  const { layout, tensors } = source;
  const graph = new GraphBuilder('encoder', weights);
  const layers = new TokenizerLayers(graph, tensors, precision);
  const image = graph.input('image', 'float32', ['batch', 3, 'height', 'width']);
  let x = layers.conv(unshuffled(graph, image, layout.unshuffle), 'encoder.conv_in', {
    prepare: values => toSpaceToDepthOrder(values, layout.unshuffle),
  });
  const last = layout.channelMultipliers.length - 1;
  for (let level = 0; level <= last; level++) {
    const name = `encoder.conv_blocks.${level}`;
    for (let block = 0; block < layout.encoderResidualBlocks; block++) {
      x = layers.residual(x, `${name}.res.${block}`);
      if (level === last) x = layers.attention(x, `${name}.attn.${block}`);
    }
    // Zeros at the right and the bottom only.
    if (level < last) x = layers.conv(x, `${name}.downsample.conv`, { stride: 2, pads: [0, 0, 1, 1] });
  }
  x = layers.middle(x, 'encoder.mid');
  x = layers.conv(layers.normSilu(x, 'encoder.norm_out'), 'encoder.conv_out');
  graph.output('latent', layers.conv(x, 'quant_conv'), 'float32', [
    'batch',
    layout.codebookDim,
    'rows',
    'columns',
  ]);
  return graph;
}

/**
 * `decoder`: `tokens` int32 [batch, rows, columns] -> `image` [batch, 3, rows * stride, columns * stride], about
 * [-1, 1], not clamped.
 */
export function decoderGraph(
  source: TokenizerSource,
  precision: TokenizerPrecision,
  weights: WeightFile,
): GraphBuilder {
  const { layout, tensors } = source;
  const graph = new GraphBuilder('decoder', weights);
  const layers = new TokenizerLayers(graph, tensors, precision);
  const tokens = graph.input('tokens', 'int32', ['batch', 'rows', 'columns']);
  const codebook = graph.weight('codebook', codebookWeight(tensors.tensor('quantize.embedding.weight')));
  const codes = graph.node('Gather', [codebook, tokens], { axis: 0 });
  const postQuant = floatWeight(
    tensors.tensor('post_quant_conv.weight'),
    'float32',
    values => transposed(values, layout.latentChannels, layout.codebookDim),
    [layout.codebookDim, layout.latentChannels],
  );
  const projected = graph.node('MatMul', [codes, graph.weight('post_quant_conv.weight', postQuant)]);
  const latent = graph.node('Add', [projected, layers.vector('post_quant_conv.bias')]);
  let x = graph.node('Transpose', [latent], { perm: [0, 3, 1, 2] });
  x = layers.middle(layers.conv(x, 'decoder.conv_in'), 'decoder.mid');
  const last = layout.channelMultipliers.length - 1;
  for (let level = 0; level <= last; level++) {
    const name = `decoder.conv_blocks.${level}`;
    for (let block = 0; block < layout.decoderResidualBlocks; block++) {
      x = layers.residual(x, `${name}.res.${block}`);
      if (level === 0) x = layers.attention(x, `${name}.attn.${block}`);
    }
    if (level < last) x = layers.conv(upsampled(graph, x), `${name}.upsample.conv`);
  }
  x = layers.conv(layers.normSilu(x, 'decoder.norm_out'), 'decoder.conv_out');
  if (layout.unshuffle > 1) x = graph.node('DepthToSpace', [x], { blocksize: layout.unshuffle, mode: 'CRD' });
  graph.output('image', x, 'float32', ['batch', 3, 'height', 'width']);
  return graph;
}

/** Nearest-neighbour upsampling by 2. */
function upsampled(graph: GraphBuilder, x: Value): Value {
  return graph.node('Resize', [x, null, graph.constant(Float32Array.of(1, 1, 2, 2))], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
}

function unshuffled(graph: GraphBuilder, image: Value, factor: number): Value {
  return factor === 1 ? image : graph.node('SpaceToDepth', [image], { blocksize: factor });
}
