import { floatWeight, type SourceTensor, transposed } from './source-tensor.ts';
import { computedWeight, type Weight } from './weight.ts';

/** Rows of a Linear's weight: of [outputs, inputs], those from `start` to `end`. */
export interface OutputRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The weight of a PyTorch Linear, kept there as [outputs, inputs], as the [inputs, outputs] that MatMul takes.
 */
export class Matrix {
  /** Name in the weight file. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly #tensor: SourceTensor;
  readonly #range: OutputRange;

  /** @param range the outputs that this matrix has, by default all. */
  constructor(tensor: SourceTensor, range?: OutputRange) {
    const [outputs = 1, inputs = 1] = tensor.shape;
    this.#tensor = tensor;
    this.#range = range ?? { start: 0, end: outputs };
    this.name = range === undefined ? tensor.name : `${tensor.name}.${range.start}`;
    this.inputs = inputs;
    this.outputs = this.#range.end - this.#range.start;
  }

  /** As floating-point numbers, [inputs, outputs]. */
  weight(storedAs: 'float32' | 'float16'): Weight {
    const prepare = (values: Float32Array) => transposed(this.#rows(values), this.outputs, this.inputs);
    return floatWeight(this.#tensor, storedAs, prepare, [this.inputs, this.outputs]);
  }

  /** As integers -127 .. 127, [inputs, outputs]; the value is integer times `scales()[output]`. */
  integers(): Weight {
    return computedWeight('int8', [this.inputs, this.outputs], async () => {
      const rows = this.#rows(await this.#tensor.read());
      for (const [output, scale] of this.#scalesOf(rows).entries()) {
        const row = rows.subarray(output * this.inputs, (output + 1) * this.inputs);
        for (const [index, value] of row.entries()) row[index] = Math.round(value / scale);
      }
      return Int8Array.from(transposed(rows, this.outputs, this.inputs));
    });
  }

  /** What the integers of each output are multiples of, [outputs]. */
  scales(): Weight {
    return computedWeight('float32', [this.outputs], async () =>
      this.#scalesOf(this.#rows(await this.#tensor.read())),
    );
  }

  #rows(values: Float32Array): Float32Array {
    return values.subarray(this.#range.start * this.inputs, this.#range.end * this.inputs);
  }

  #scalesOf(rows: Float32Array): Float32Array {
    return Float32Array.from({ length: this.outputs }, (_, output) => {
      const row = rows.subarray(output * this.inputs, (output + 1) * this.inputs);
      const largest = row.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      // A row of zeros has no scale; any will do.
      return largest === 0 ? 1 : largest / 127;
    });
  }
}
