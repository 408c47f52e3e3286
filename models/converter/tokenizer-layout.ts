import { ConverterError } from './converter-error.ts';
import type { TensorSet } from './tensor-set.ts';

/** Groups of every GroupNorm. */
export const normGroups = 32;

/** Buffers of the published checkpoint that nothing reads. */
export const ignoredTokenizerTensors = [/^quantize\.codebook_used$/];

/** Everything that distinguishes one tokenizer of this family from another. */
export interface TokenizerLayout {
  /** Pixel-unshuffle factor in front of the encoder, behind the decoder. */
  readonly unshuffle: number;
  readonly channels: number;
  /** Channels of each level as multiples of `channels`, finest level first. */
  readonly channelMultipliers: readonly number[];
  readonly encoderResidualBlocks: number;
  readonly decoderResidualBlocks: number;
  readonly latentChannels: number;
  readonly codebookSize: number;
  readonly codebookDim: number;
}

/** Pixels per token side. */
export function tokenizerStride(layout: TokenizerLayout): number {
  return layout.unshuffle * 2 ** (layout.channelMultipliers.length - 1);
}

/**
 * Reads the layout off names and shapes, without checking the rest.
 * @throws ConverterError when a tensor it is read from is missing or makes no sense.
 */
export function readTokenizerLayout(tensors: TensorSet): TokenizerLayout {
  const levels = tensors.count('encoder.conv_blocks.');
  const channels = tensors.size('encoder.conv_in.weight', 0, 4);
  const channelMultipliers = Array.from({ length: levels }, (_, level) => {
    const name = `encoder.conv_blocks.${level}.res.0.conv1.weight`;
    const width = tensors.size(name, 0, 4);
    if (width % channels !== 0)
      throw new ConverterError(
        `${tensors.origin}: tensor ${name} has ${width} channels, expected a multiple of ${channels}`,
      );
    return width / channels;
  });
  if (channels % normGroups !== 0)
    throw new ConverterError(
      `${tensors.origin}: tensor encoder.conv_in.weight has ${channels} channels, expected a multiple of ${normGroups} (GroupNorm has ${normGroups} groups)`,
    );
  return {
    unshuffle: unshuffleFactor(tensors),
    channels,
    channelMultipliers,
    encoderResidualBlocks: tensors.count('encoder.conv_blocks.0.res.'),
    decoderResidualBlocks: tensors.count('decoder.conv_blocks.0.res.'),
    latentChannels: tensors.size('encoder.conv_out.weight', 0, 4),
    codebookSize: tensors.size('quantize.embedding.weight', 0, 2),
    codebookDim: tensors.size('quantize.embedding.weight', 1, 2),
  };
}

function unshuffleFactor(tensors: TensorSet): number {
  const inputs = tensors.size('encoder.conv_in.weight', 1, 4);
  const factor = Math.round(Math.sqrt(inputs / 3));
  if (factor < 1 || 3 * factor * factor !== inputs)
    throw new ConverterError(
      `${tensors.origin}: tensor encoder.conv_in.weight takes ${inputs} channels, expected 3 or 3 f x f for a pixel-unshuffle by f`,
    );
  return factor;
}

/** Names and shapes of all tensors of a tokenizer. */
export function tokenizerShapes(layout: TokenizerLayout): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  const conv = (name: string, inputs: number, outputs: number, side: number): void => {
    shapes.set(`${name}.weight`, [outputs, inputs, side, side]).set(`${name}.bias`, [outputs]);
  };
  const norm = (name: string, channels: number): void => {
    shapes.set(`${name}.weight`, [channels]).set(`${name}.bias`, [channels]);
  };
  const residual = (name: string, inputs: number, outputs: number): void => {
    norm(`${name}.norm1`, inputs);
    conv(`${name}.conv1`, inputs, outputs, 3);
    norm(`${name}.norm2`, outputs);
    conv(`${name}.conv2`, outputs, outputs, 3);
    if (inputs !== outputs) conv(`${name}.nin_shortcut`, inputs, outputs, 1);
  };
  const attention = (name: string, channels: number): void => {
    norm(`${name}.norm`, channels);
    for (const part of ['q', 'k', 'v', 'proj_out']) conv(`${name}.${part}`, channels, channels, 1);
  };
  const middle = (name: string, channels: number): void => {
    residual(`${name}.0`, channels, channels);
    attention(`${name}.1`, channels);
    residual(`${name}.2`, channels, channels);
  };
  const widths = layout.channelMultipliers.map(multiplier => multiplier * layout.channels);
  const finest = widths[0] ?? layout.channels;
  const coarsest = widths.at(-1) ?? layout.channels;
  const pixels = 3 * layout.unshuffle ** 2;

  conv('encoder.conv_in', pixels, layout.channels, 3);
  widths.forEach((width, level) => {
    const name = `encoder.conv_blocks.${level}`;
    const last = level === widths.length - 1;
    for (let block = 0; block < layout.encoderResidualBlocks; block++) {
      residual(`${name}.res.${block}`, block > 0 ? width : (widths[level - 1] ?? layout.channels), width);
      if (last) attention(`${name}.attn.${block}`, width);
    }
    if (!last) conv(`${name}.downsample.conv`, width, width, 3);
  });
  middle('encoder.mid', coarsest);
  norm('encoder.norm_out', coarsest);
  conv('encoder.conv_out', coarsest, layout.latentChannels, 3);
  conv('quant_conv', layout.latentChannels, layout.codebookDim, 1);
  shapes.set('quantize.embedding.weight', [layout.codebookSize, layout.codebookDim]);
  conv('post_quant_conv', layout.codebookDim, layout.latentChannels, 1);
  conv('decoder.conv_in', layout.latentChannels, coarsest, 3);
  middle('decoder.mid', coarsest);
  widths.toReversed().forEach((width, level, coarseFirst) => {
    const name = `decoder.conv_blocks.${level}`;
    for (let block = 0; block < layout.decoderResidualBlocks; block++) {
      residual(`${name}.res.${block}`, block > 0 ? width : (coarseFirst[level - 1] ?? coarsest), width);
      if (level === 0) attention(`${name}.attn.${block}`, width);
    }
    if (level < widths.length - 1) conv(`${name}.upsample.conv`, width, width, 3);
  });
  norm('decoder.norm_out', finest);
  conv('decoder.conv_out', finest, pixels, 3);
  return shapes;
}
