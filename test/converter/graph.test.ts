import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../models/converter/graph.ts';
import { computedWeight } from '../../models/converter/weight.ts';
import { WeightFile } from '../../models/converter/weight-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graph-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function load(graph: GraphBuilder): Promise<ort.InferenceSession> {
  const path = join(folder, `${graph.name}.onnx`);
  await writeFile(path, graph.serialize());
  return ort.InferenceSession.create(path, { intraOpNumThreads: 1 });
}

describe('a graph with weights in a file of their own', () => {
  it('runs in onnxruntime with any size of its named dimension', async () => {
    const weights = new WeightFile('weights.data');
    const graph = new GraphBuilder('double', weights);
    const x = graph.input('x', 'float32', ['rows', 2]);
    const diagonal = computedWeight('float32', [2, 2], () => Float32Array.of(2, 0, 0, 2));
    const product = graph.node('MatMul', [x, graph.weight('diagonal', diagonal)]);
    graph.output('y', graph.node('Add', [product, graph.float(1)]), 'float32', ['rows', 2]);
    await weights.write(join(folder, weights.name));
    const session = await load(graph);
    const { y } = await session.run({ x: new ort.Tensor('float32', [1, 2, 3, 4], [2, 2]) });
    expect(y?.data).toEqual(Float32Array.of(3, 5, 7, 9));
  });

  it('reads float16 weights as float32', async () => {
    const weights = new WeightFile('weights.data');
    const graph = new GraphBuilder('half', weights);
    const x = graph.input('x', 'float32', [2]);
    const half = computedWeight('float16', [2], () => Float16Array.of(0.5, -1.5));
    graph.output('y', graph.node('Mul', [x, graph.floatWeight('half', half)]), 'float32', [2]);
    await weights.write(join(folder, weights.name));
    const session = await load(graph);
    const { y } = await session.run({ x: new ort.Tensor('float32', [2, 2], [2]) });
    expect(y?.data).toEqual(Float32Array.of(1, -3));
  });

  it('stores a weight once when two graphs share it', async () => {
    const weights = new WeightFile('weights.data');
    const shared = computedWeight('float32', [3], () => Float32Array.of(1, 2, 3));
    for (const name of ['first', 'second']) {
      const graph = new GraphBuilder(name, weights);
      const x = graph.input('x', 'float32', [3]);
      graph.output('y', graph.node('Add', [x, graph.weight('shared', shared)]), 'float32', [3]);
      await load(graph).catch(() => {});
    }
    expect(weights.byteLength).toBe(12);
  });

  it('runs bodies of branches and loops, which see the values around them', async () => {
    const weights = new WeightFile('weights.data');
    const graph = new GraphBuilder('doubling', weights);
    const x = graph.input('x', 'float32', ['n']);
    const times = graph.input('times', 'int64', []);
    const factor = graph.weight(
      'factor',
      computedWeight('float32', [1], () => Float32Array.of(2)),
    );
    const body = graph.subgraph(
      [
        ['step', 'int64', []],
        ['condition', 'bool', []],
        ['value', 'float32', ['n']],
      ],
      (_, condition, value) => [
        [condition, 'bool', []],
        [graph.node('Mul', [value, factor]), 'float32', ['n']],
      ],
    );
    const any = graph.node('Greater', [times, graph.constant(BigInt64Array.of(0n), [])]);
    const branches = {
      then_branch: graph.subgraph([], () => [
        [graph.node('Loop', [times, null, x], { body }), 'float32', ['n']],
      ]),
      else_branch: graph.subgraph([], () => [[graph.node('Neg', [x]), 'float32', ['n']]]),
    };
    graph.output('y', graph.node('If', [any], branches), 'float32', ['n']);
    await weights.write(join(folder, weights.name));
    const session = await load(graph);
    const run = async (count: bigint) => {
      const { y } = await session.run({
        x: new ort.Tensor('float32', [1, 3], [2]),
        times: new ort.Tensor('int64', [count], []),
      });
      return y?.data;
    };
    expect(await run(3n)).toEqual(Float32Array.of(8, 24));
    expect(await run(0n)).toEqual(Float32Array.of(-1, -3));
  });

  it('refuses two weights of the same name, and a weight with fewer bytes than its shape says', async () => {
    const weights = new WeightFile('weights.data');
    const short = computedWeight('float32', [3], () => Float32Array.of(1, 2));
    weights.place('short', short);
    expect(() =>
      weights.place(
        'short',
        computedWeight('float32', [3], () => Float32Array.of(1, 2, 3)),
      ),
    ).toThrow('weights.data already has another weight named short');
    await expect(weights.write(join(folder, 'weights.data'))).rejects.toThrow(
      'weight short gave 8 bytes, its shape says 12',
    );
  });
});
