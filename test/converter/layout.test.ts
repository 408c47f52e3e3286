import { describe, expect, it } from 'vitest';
import { modelSource } from '../../models/converter/model-source.ts';
import {
  publishedArchitecture,
  publishedTokenizer,
  randomModel,
} from '../../models/converter/random-model.ts';
import type { SourceTensor } from '../../models/converter/source-tensor.ts';
import { tokenizerStride } from '../../models/converter/tokenizer-layout.ts';
import { smallArchitecture, smallLayout } from './small-model.ts';

type Tensors = ReadonlyMap<string, SourceTensor>;

const small = randomModel(smallLayout, smallArchitecture, 1);

/** Reads a model with some tensors changed: a shape in place of its own, or `null` for none at all. */
function read(
  tokenizer: Tensors,
  transformer: Tensors,
  changes: Record<string, readonly number[] | null> = {},
) {
  const changed = (tensors: Tensors, own: boolean): Tensors => {
    const result = new Map(tensors);
    for (const [name, shape] of Object.entries(changes)) {
      const belongs = tensors.has(name) || (own && !transformer.has(name));
      if (!belongs) continue;
      if (shape === null) result.delete(name);
      else result.set(name, { name, shape, read: async () => new Float32Array() });
    }
    return result;
  };
  return modelSource(
    { name: 'vae.pth', tensors: changed(tokenizer, true) },
    { name: 'var.pth', tensors: changed(transformer, false) },
  );
}

describe('the configuration', () => {
  it.each([
    ['the published tokenizer and d16', publishedTokenizer, publishedArchitecture(16)],
    ['a small model', smallLayout, smallArchitecture],
    [
      'a pixel-unshuffle, one class, one head',
      {
        ...smallLayout,
        unshuffle: 4,
        channelMultipliers: [2, 1, 3],
        encoderResidualBlocks: 3,
        decoderResidualBlocks: 1,
      },
      { ...smallArchitecture, heads: 1, classCount: 1, positionSide: 32 },
    ],
  ])('of %s is read off names and shapes', (_, layout, architecture) => {
    const { tokenizer, transformer } = randomModel(layout, architecture, 1);
    const source = read(tokenizer, transformer);
    expect(source.tokenizer.layout).toEqual(layout);
    expect(source.transformer.architecture).toEqual(architecture);
  });

  it('of the published models has their published number of parameters', () => {
    const parameters = [16, 20, 24].map(depth => {
      const { tokenizer, transformer } = randomModel(publishedTokenizer, publishedArchitecture(depth), 1);
      return read(tokenizer, transformer);
    });
    expect(parameters.map(source => (source.transformer.parameters / 1e6).toFixed(2))).toEqual([
      '315.56',
      '607.51',
      '1041.31',
    ]);
    expect((parameters[0]?.tokenizer.parameters ?? 0) / 1e6).toBeCloseTo(72.05, 2);
  });

  it('gives the stride of the tokenizer', () => {
    expect(tokenizerStride(publishedTokenizer)).toBe(16);
    expect(tokenizerStride({ ...publishedTokenizer, unshuffle: 2, channelMultipliers: [1, 2, 4] })).toBe(8);
  });

  it('ignores buffers that only training needs', () => {
    const buffers = { attn_bias_for_masking: [1, 1, 14, 14], 'blocks.0.attn.zero_k_bias': [64] };
    const transformer = new Map(small.transformer);
    for (const [name, shape] of Object.entries(buffers))
      transformer.set(name, { name, shape, read: async () => new Float32Array() });
    expect(() => read(small.tokenizer, transformer, { 'quantize.codebook_used': [65536] })).not.toThrow();
  });
});

describe('a checkpoint that does not fit', () => {
  it.each([
    [
      'conv_in missing',
      { 'encoder.conv_in.weight': null },
      'vae.pth: tensor encoder.conv_in.weight is missing',
    ],
    [
      'a bias missing',
      { 'decoder.mid.1.q.bias': null },
      'vae.pth: tensor decoder.mid.1.q.bias is missing, expected shape [64]',
    ],
    [
      'a wrong shape',
      { 'encoder.mid.0.conv1.weight': [64, 64, 3, 1] },
      'vae.pth: tensor encoder.mid.0.conv1.weight has shape [64, 64, 3, 1], expected [64, 64, 3, 3]',
    ],
    [
      'an extra tensor',
      { 'loss.discriminator.weight': [3, 4] },
      'vae.pth: tensor loss.discriminator.weight [3, 4] is not part of FlexVAR',
    ],
    ['a head missing', { 'head.weight': null }, 'var.pth: tensor head.weight is missing'],
    [
      'a misshapen block',
      { 'blocks.1.ffn.fc1.weight': [256, 65] },
      'var.pth: tensor blocks.1.ffn.fc1.weight has shape [256, 65], expected [256, 64]',
    ],
    [
      'no fourth dimension',
      { pos_1LC: [1, 16, 64] },
      'var.pth: tensor pos_1LC has shape [1, 16, 64], expected 4 dimensions',
    ],
    [
      'a table that is not square',
      { pos_1LC: [1, 64, 4, 5] },
      'var.pth: tensor pos_1LC has shape [1, 64, 4, 5], expected [1, 64, 4, 4]',
    ],
    [
      'channels that are no pixel-unshuffle',
      { 'encoder.conv_in.weight': [32, 6, 3, 3] },
      'vae.pth: tensor encoder.conv_in.weight takes 6 channels, expected 3 or 3 f x f for a pixel-unshuffle by f',
    ],
    [
      'channels that GroupNorm cannot split',
      { 'encoder.conv_in.weight': [48, 3, 3, 3], 'encoder.conv_blocks.0.res.0.conv1.weight': [48, 48, 3, 3] },
      'vae.pth: tensor encoder.conv_blocks.1.res.0.conv1.weight has 64 channels, expected a multiple of 48',
    ],
    [
      'another codebook',
      { 'head.weight': [65, 64], 'head.bias': [65] },
      'var.pth expects a codebook of 65 x 8, the tokenizer has 64 x 8: they do not belong together',
    ],
  ])('because of %s is refused by name and shape', (_, changes, message) => {
    expect(() => read(small.tokenizer, small.transformer, changes)).toThrow(message);
  });

  it('names the first of many and says how many more there are', () => {
    expect(() =>
      read(small.tokenizer, small.transformer, { 'head.bias': [1], 'word_embed.bias': [1], pos_start: [1] }),
    ).toThrow(/^var.pth: tensor pos_start has shape \[1\], expected \[1, 1, 64\] \(and 2 more like this\)$/);
  });
});
