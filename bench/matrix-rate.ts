import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../models/converter/graph.ts';
import { WeightFile } from '../models/converter/weight-file.ts';

const side = 2048;
const runs = 5;

/**
 * The machine's own matrix-product rate in GFLOP/s: the best of a few 2048-cubed float32 products by onnxruntime.
 * @param threads as the engine will use.
 */
export async function matrixRate(threads: number): Promise<number> {
  const graph = new GraphBuilder('product', new WeightFile('none'));
  const left = graph.input('left', 'float32', [side, side]);
  // Kept in the graph, so that it is packed beforehand, as weights are.
  const right = graph.constant(new Float32Array(side * side).fill(0.01), [side, side]);
  graph.output('product', graph.node('MatMul', [left, right]), 'float32', [side, side]);
  const session = await InferenceSession.create(graph.serialize(), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const feeds = { left: new Tensor('float32', new Float32Array(side * side).fill(0.5), [side, side]) };
  await session.run(feeds);
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < runs; index++) {
    const started = performance.now();
    await session.run(feeds);
    best = Math.min(best, performance.now() - started);
  }
  await session.release();
  return (2 * side ** 3) / best / 1e6;
}
