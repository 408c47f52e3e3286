import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';

/**
 * The blocks of a pack as earlier converters wrote them: without the input `ends`, so that a pass is one scale. Here a
 * constant takes its place.
 */
export async function blocksWithoutEnds(folder: string): Promise<Uint8Array> {
  const { ModelProto, TensorProto } = onnxProto.onnx;
  const model = ModelProto.decode(await readFile(join(folder, 'blocks.onnx')));
  const { graph } = model;
  if (!graph?.input || !graph.initializer) throw new Error('blocks.onnx has no graph');
  graph.input = graph.input.filter(({ name }) => name !== 'ends');
  graph.initializer.push({
    name: 'ends',
    dataType: TensorProto.DataType.INT64,
    dims: [1],
    rawData: new Uint8Array(8),
  });
  return ModelProto.encode(model).finish();
}
