import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';
import { ConverterError } from './converter-error.ts';
import type { SourceTensor } from './source-tensor.ts';
import { elementTypes } from './weight.ts';

/** A pack's graphs that have weights. */
const graphNames = ['encoder', 'decoder', 'condition', 'embed', 'blocks', 'head'];

/**
 * The weights that a pack's graphs refer to, by name, as the graphs have them. Values are read when they are asked for.
 * @throws ConverterError for a weight that is no floating-point number.
 */
export async function readPackWeights(folder: string): Promise<Map<string, SourceTensor>> {
  const weights = new Map<string, SourceTensor>();
  for (const graphName of graphNames) {
    const bytes = await readFile(join(folder, `${graphName}.onnx`));
    const { graph } = onnxProto.onnx.ModelProto.decode(bytes);
    for (const tensor of graph?.initializer ?? [])
      if ((tensor.externalData ?? []).length > 0) weights.set(tensor.name ?? '', weightOf(folder, tensor));
  }
  return weights;
}

/** A table of a pack, `codebook.bin` or `positions.bin`. */
export async function readPackTable(folder: string, name: string): Promise<Float32Array> {
  // Copied, because a Buffer's bytes need not start at a multiple of four.
  return new Float32Array(new Uint8Array(await readFile(join(folder, name))).buffer);
}

function weightOf(folder: string, tensor: onnx.ITensorProto): SourceTensor {
  const name = tensor.name ?? '';
  const place = new Map(tensor.externalData?.map(({ key, value }) => [key, value]));
  const path = join(folder, place.get('location') ?? '');
  const offset = Number(place.get('offset'));
  const length = Number(place.get('length'));
  const isHalf = tensor.dataType === elementTypes.float16.onnx;
  if (!isHalf && tensor.dataType !== elementTypes.float32.onnx)
    throw new ConverterError(
      `${folder}: weight ${name} is kept as integers; its checkpoint cannot be restored`,
    );
  return {
    name,
    shape: (tensor.dims ?? []).map(Number),
    async read() {
      const bytes = new Uint8Array(length);
      await using file = await open(path);
      let read = 0;
      while (read < length) {
        const { bytesRead } = await file.read(bytes, read, length - read, offset + read);
        if (bytesRead === 0) throw new ConverterError(`${path} ends within weight ${name}: it is damaged`);
        read += bytesRead;
      }
      return isHalf ? Float32Array.from(new Float16Array(bytes.buffer)) : new Float32Array(bytes.buffer);
    },
  };
}
