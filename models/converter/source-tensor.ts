import type { Architecture } from '../../src/flexvar/model.ts';
import { computedWeight, type Weight } from './weight.ts';

/** How the weights of a pack are stored. */
export type Precision = 'float32' | 'float16' | 'int8';

/** A tensor of a checkpoint, still in its file. */
export interface SourceTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Reads the whole tensor, row-major, as float32 whatever it is stored as. Not cached. */
  read(): Promise<Float32Array>;
}

/** A transformer's checkpoint whose names and shapes have been checked. */
export interface TransformerSource {
  readonly architecture: Architecture;
  /** @throws Error when there is no such tensor. */
  tensor(name: string): SourceTensor;
}

/**
 * A tensor as a weight, converted when it is written.
 * @param prepare changes the values on the way (a transposition, a folded factor); may work in place.
 * @param shape the shape after `prepare`, when it differs.
 */
export function floatWeight(
  tensor: SourceTensor,
  storedAs: 'float32' | 'float16',
  prepare: (values: Float32Array) => Float32Array = values => values,
  shape: readonly number[] = tensor.shape,
): Weight {
  return computedWeight(storedAs, shape, async () => {
    const values = prepare(await tensor.read());
    return storedAs === 'float16' ? Float16Array.from(values) : values;
  });
}

/** Row-major [rows, columns] -> [columns, rows]. PyTorch keeps Linear weights as [out, in], MatMul wants [in, out]. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  // In tiles: a whole row at a time would touch one cache line per element of the result.
  const tile = 32;
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(top + tile, rows);
    for (let left = 0; left < columns; left += tile) {
      const right = Math.min(left + tile, columns);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          result[column * rows + row] = values[row * columns + column] as number;
        }
      }
    }
  }
  return result;
}
