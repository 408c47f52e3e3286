import { join } from 'node:path';
import type { Architecture } from '../../src/flexvar/model.ts';
import { describePack } from '../../src/inference/packs/load-pack.ts';
import { ConverterError } from './converter-error.ts';
import { createFolder } from './pack-folder.ts';
import { readPackTable, readPackWeights } from './pack-weights.ts';
import { toPixelUnshuffleOrder } from './pixel-order.ts';
import { type SourceTensor, transposed } from './source-tensor.ts';
import { type TokenizerLayout, tokenizerShapes } from './tokenizer-layout.ts';
import { addedToScales, blockProducts, headProducts } from './transformer-graphs.ts';
import { transformerShapes } from './transformer-layout.ts';
import { elementCount } from './weight.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

/** Sizes of the buffers that training keeps, and nothing reads. */
const codebookUsed = 65_536;

/**
 * Writes the checkpoints of a pack, `tokenizer.pth` and `transformer.pth`, so that training can go on from what was published
 * only as a pack. They are float32 in the published layout; what the pack keeps as float16 has the precision of that.
 * @param out the folder to create; must not exist.
 * @throws PackError when the pack cannot be used.
 * @throws ConverterError when its weights are integers, or `out` cannot be written; nothing is left behind.
 */
export async function restoreCheckpoints(folder: string, out: string): Promise<void> {
  const { config, architecture } = await describePack(folder);
  if (config.precision === 'int8')
    throw new ConverterError(
      `${folder} keeps weights as integers (int8); only float16 and float32 packs can be restored`,
    );
  const weights = await readPackWeights(folder);
  const weight = (name: string): SourceTensor => {
    const found = weights.get(name);
    if (found === undefined) throw new ConverterError(`${folder}: weight ${name} is missing from its graphs`);
    return found;
  };
  const tokenizer = [
    ...restoredTokenizer(config.tokenizer, weight, await readPackTable(folder, 'codebook.bin')),
    zeros('quantize.codebook_used', codebookUsed),
  ];
  const transformer = [
    ...restoredTransformer(architecture, weight, await readPackTable(folder, 'positions.bin')),
    ...Array.from({ length: architecture.depth }, (_, block) =>
      zeros(`blocks.${block}.attn.zero_k_bias`, architecture.width),
    ),
  ];
  await createFolder(out, async temporary => {
    await writeCheckpoint(join(temporary, 'tokenizer.pth'), tokenizer, ['model']);
    await writeCheckpoint(join(temporary, 'transformer.pth'), transformer);
  });
}

type FindWeight = (name: string) => SourceTensor;

/** Undoes what `encoderGraph` and `decoderGraph` do to weights. */
function restoredTokenizer(
  layout: TokenizerLayout,
  weight: FindWeight,
  codebook: Float32Array,
): SourceTensor[] {
  const read = async (name: string): Promise<Float32Array> => {
    if (name === 'quantize.embedding.weight') return codebook;
    const values = await weight(name).read();
    if (name === 'post_quant_conv.weight')
      return transposed(values, layout.codebookDim, layout.latentChannels);
    if (name === 'encoder.conv_in.weight') return toPixelUnshuffleOrder(values, layout.unshuffle);
    return values;
  };
  return restored(tokenizerShapes(layout), read);
}

/** Undoes what `buildTransformerGraphs` does to weights. */
function restoredTransformer(
  architecture: Architecture,
  weight: FindWeight,
  positions: Float32Array,
): SourceTensor[] {
  const { width } = architecture;
  const shapes = transformerShapes(architecture);
  const linear = async (name: string, outputs: number, inputs: number) =>
    transposed(await weight(name).read(), inputs, outputs);
  const read = async (name: string): Promise<Float32Array> => {
    if (name === 'pos_1LC') return positions;
    if (name.endsWith('.mat_qkv.weight')) {
      const parts = await Promise.all([0, 1, 2].map(part => linear(`${name}.${part * width}`, width, width)));
      return Float32Array.from(parts.flatMap(part => [...part]));
    }
    const values = await weight(name).read();
    if (name.endsWith('.scale_mul_1H11')) return values.map(Math.log);
    if (name.endsWith('.ada_lin.1.bias'))
      return addedToScales(values, name.startsWith('head') ? headProducts : blockProducts, width, -1);
    const [outputs, inputs, ...more] = shapes.get(name) ?? [];
    const isLinear = name !== 'class_emb.weight' && inputs !== undefined && more.length === 0;
    return isLinear ? linear(name, outputs ?? 1, inputs) : values;
  };
  return restored(shapes, read);
}

function restored(
  shapes: ReadonlyMap<string, readonly number[]>,
  read: (name: string) => Promise<Float32Array>,
): SourceTensor[] {
  return [...shapes].map(([name, shape]) => ({
    name,
    shape,
    async read() {
      const values = await read(name);
      if (values.length !== elementCount(shape))
        throw new ConverterError(
          `weight ${name} has ${values.length} values, shape [${shape.join(', ')}] takes ${elementCount(shape)}`,
        );
      return values;
    },
  }));
}

function zeros(name: string, length: number): SourceTensor {
  return { name, shape: [length], read: async () => new Float32Array(length) };
}
