import type { GraphBuilder, Value } from './graph.ts';
import { floatWeight } from './source-tensor.ts';
import type { TensorSet } from './tensor-set.ts';
import { normGroups } from './tokenizer-layout.ts';

/** Added to the variance of every GroupNorm. */
const epsilon = 1e-6;

/** How the tokenizer's weights are stored; int8 would cost pictures more than it saves. */
export type TokenizerPrecision = 'float32' | 'float16';

/** The layers that encoder and decoder are made of, added to one graph. Values are [batch, channels, rows, columns]. */
export class TokenizerLayers {
  readonly graph: GraphBuilder;
  readonly #tensors: TensorSet;
  readonly #precision: TokenizerPrecision;

  constructor(graph: GraphBuilder, tensors: TensorSet, precision: TokenizerPrecision) {
    this.graph = graph;
    this.#tensors = tensors;
    this.#precision = precision;
  }

  /**
   * A convolution.
   * @param prepare changes the weight on its way into the pack; its shape stays.
   */
  conv(x: Value, name: string, { stride = 1, pads, prepare }: ConvOptions = {}): Value {
    const weight = this.#tensors.tensor(`${name}.weight`);
    const side = weight.shape[2] ?? 1;
    const border = (side - 1) / 2;
    return this.graph.node(
      'Conv',
      [
        x,
        this.graph.floatWeight(`${name}.weight`, floatWeight(weight, this.#precision, prepare)),
        this.vector(`${name}.bias`),
      ],
      {
        kernel_shape: [side, side],
        strides: [stride, stride],
        pads: pads ?? [border, border, border, border],
      },
    );
  }

  /** A bias or another vector: always float32, its size does not matter. */
  vector(name: string): Value {
    return this.graph.weight(name, floatWeight(this.#tensors.tensor(name), 'float32'));
  }

  groupNorm(x: Value, name: string): Value {
    const { graph } = this;
    const weight = this.#tensors.tensor(`${name}.weight`);
    const channels = weight.shape[0] ?? 1;
    const grouped = graph.node('Reshape', [x, graph.ints(0, normGroups, -1)]);
    const normalised = graph.node(
      'InstanceNormalization',
      [
        grouped,
        graph.constant(new Float32Array(normGroups).fill(1)),
        graph.constant(new Float32Array(normGroups)),
      ],
      { epsilon: { float: epsilon } },
    );
    const back = graph.node('Reshape', [normalised, graph.node('Shape', [x])]);
    const column = [channels, 1, 1];
    const scale = graph.weight(`${name}.weight`, floatWeight(weight, 'float32', undefined, column));
    const bias = this.#tensors.tensor(`${name}.bias`);
    const shift = graph.weight(`${name}.bias`, floatWeight(bias, 'float32', undefined, column));
    return graph.node('Add', [graph.node('Mul', [back, scale]), shift]);
  }

  /** x * sigmoid(x). */
  silu(x: Value): Value {
    return this.graph.node('QuickGelu', [x], { alpha: { float: 1 } }, 'com.microsoft');
  }

  normSilu(x: Value, name: string): Value {
    return this.silu(this.groupNorm(x, name));
  }

  residual(x: Value, name: string): Value {
    const inner = this.conv(this.normSilu(x, `${name}.norm1`), `${name}.conv1`);
    const outer = this.conv(this.normSilu(inner, `${name}.norm2`), `${name}.conv2`);
    const shortcut = this.#tensors.has(`${name}.nin_shortcut.weight`)
      ? this.conv(x, `${name}.nin_shortcut`)
      : x;
    return this.graph.node('Add', [outer, shortcut]);
  }

  /** Single-head attention over all cells, with a residual. */
  attention(x: Value, name: string): Value {
    const { graph } = this;
    const channels = this.#tensors.size(`${name}.q.weight`, 0, 4);
    const normed = this.groupNorm(x, `${name}.norm`);
    const [query, key, value] = (['q', 'k', 'v'] as const).map(part =>
      graph.node('Reshape', [this.conv(normed, `${name}.${part}`), graph.ints(0, 0, -1)]),
    );
    if (query === undefined || key === undefined || value === undefined) throw new Error('unreachable');
    const scaled = graph.node('Mul', [
      graph.node('Transpose', [query], { perm: [0, 2, 1] }),
      graph.float(channels ** -0.5),
    ]);
    const attended = graph.node('Softmax', [graph.node('MatMul', [scaled, key])], { axis: -1 });
    const mixed = graph.node('MatMul', [value, graph.node('Transpose', [attended], { perm: [0, 2, 1] })]);
    const image = graph.node('Reshape', [mixed, graph.node('Shape', [x])]);
    return graph.node('Add', [x, this.conv(image, `${name}.proj_out`)]);
  }

  middle(x: Value, name: string): Value {
    return this.residual(this.attention(this.residual(x, `${name}.0`), `${name}.1`), `${name}.2`);
  }
}

interface ConvOptions {
  readonly stride?: number;
  /** [top, left, bottom, right]; by default the size stays. */
  readonly pads?: readonly number[];
  readonly prepare?: (values: Float32Array) => Float32Array;
}
