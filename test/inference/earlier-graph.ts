import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';

/** What the blocks of earlier packs were not told: where scales end in a pass, so that it was one scale; parts of scales. */
export type Untold = 'ends' | 'attended';

/** The blocks of a pack as earlier converters wrote them. */
export async function earlierBlocks(folder: string, untold: Untold): Promise<Uint8Array> {
  const { ModelProto, TensorProto } = onnxProto.onnx;
  const model = ModelProto.decode(await readFile(join(folder, 'blocks.onnx')));
  const { graph } = model;
  if (!graph?.input || !graph.initializer || !graph.node) throw new Error('blocks.onnx has no graph');
  const { initializer, node } = graph;
  const integers = (name: string, ...values: bigint[]) =>
    initializer.push({
      name,
      dataType: TensorProto.DataType.INT64,
      dims: [values.length],
      rawData: new Uint8Array(BigInt64Array.from(values).buffer),
    });
  if (untold === 'ends') {
    graph.input = graph.input.filter(({ name }) => name !== 'ends' && name !== 'attended');
    integers('ends', 0n);
    integers('attended', 0n);
  } else {
    graph.input = graph.input.filter(({ name }) => name !== 'attended');
    integers('first', 0n);
    integers('second', 1n);
    node.unshift(
      { opType: 'Shape', input: ['past_key.0'], output: ['past_shape'] },
      { opType: 'Slice', input: ['past_shape', 'first', 'second'], output: ['past_cells'] },
      { opType: 'Add', input: ['ends', 'past_cells'], output: ['attended'] },
    );
  }
  return ModelProto.encode(model).finish();
}
