import type { GraphBuilder, Value } from './graph.ts';
import type { Matrix } from './matrix.ts';

/** Zero of the unsigned 8-bit activations. */
const zeroPoint = 128;

/** Rows as unsigned 8-bit integers: value = (integer - 128) * scale of the row. */
interface QuantisedRows {
  /** [rows, inputs]. */
  readonly integers: Value;
  /** [rows, 1]. */
  readonly scales: Value;
}

/**
 * Products in 8-bit integers, for the int8 precision.
 *
 * Each row of x is quantised by its own largest value while the graph runs, each output of the matrix by its own
 * when it is converted. onnxruntime's ready-made DynamicQuantizeMatMul takes one scale for all rows instead: a
 * picture's tokens would then depend on what else is in its batch. Here they cannot: sums of integers are exact. Measured
 * on AVX-512 VNNI, 512 rows: 3.5 times the speed of float32, a tenth faster than DynamicQuantizeMatMul and
 * 1.7 times MatMulNBits.
 */
export class IntegerProducts {
  readonly #quantised = new WeakMap<Value, QuantisedRows>();

  /** x [rows, inputs] times a matrix, [rows, outputs]. */
  product(graph: GraphBuilder, x: Value, matrix: Matrix): Value {
    const { integers, scales } = this.#quantise(graph, x);
    const product = graph.node(
      'MatMulIntegerToFloat',
      [
        integers,
        graph.weight(`${matrix.name}.integers`, matrix.integers()),
        graph.float(1),
        graph.weight(`${matrix.name}.scales`, matrix.scales()),
        graph.constant(Uint8Array.of(zeroPoint), []),
      ],
      {},
      'com.microsoft',
    );
    return graph.node('Mul', [product, scales]);
  }

  /** Quantised once for all matrices that x is multiplied with. */
  #quantise(graph: GraphBuilder, x: Value): QuantisedRows {
    const known = this.#quantised.get(x);
    if (known !== undefined) return known;
    const largest = graph.node('ReduceMax', [graph.node('Abs', [x]), graph.ints(-1)], { keepdims: 1 });
    // A row of zeros must not be divided by zero.
    const scales = graph.node('Max', [
      graph.node('Mul', [largest, graph.float(1 / 127)]),
      graph.float(1e-20),
    ]);
    const flat = graph.node('Reshape', [scales, graph.ints(-1)]);
    const zeros = graph.node('Expand', [
      graph.constant(Uint8Array.of(zeroPoint)),
      graph.node('Shape', [flat]),
    ]);
    const integers = graph.node('QuantizeLinear', [x, flat, zeros], { axis: 0 });
    const quantised = { integers, scales };
    this.#quantised.set(x, quantised);
    return quantised;
  }
}
