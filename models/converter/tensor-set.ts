import { ConverterError } from './converter-error.ts';
import type { SourceTensor } from './source-tensor.ts';
import { elementCount } from './weight.ts';

/** The tensors of one network as a checkpoint has them, with questions a layout asks of them. */
export class TensorSet {
  /** Where they come from, for messages. */
  readonly origin: string;
  readonly #tensors: ReadonlyMap<string, SourceTensor>;

  /** @param ignored names of buffers that training keeps and nothing reads. */
  constructor(origin: string, tensors: ReadonlyMap<string, SourceTensor>, ignored: readonly RegExp[]) {
    this.origin = origin;
    this.#tensors = new Map([...tensors].filter(([name]) => !ignored.some(pattern => pattern.test(name))));
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /** @throws ConverterError when there is no such tensor. */
  tensor(name: string): SourceTensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new ConverterError(`${this.origin}: tensor ${name} is missing`);
    return tensor;
  }

  /**
   * The size of one axis of a tensor that must have `rank` axes.
   * @throws ConverterError when it is missing, of another rank or empty.
   */
  size(name: string, axis: number, rank: number): number {
    const { shape } = this.tensor(name);
    const size = shape[axis];
    if (shape.length !== rank || size === undefined || size === 0)
      throw new ConverterError(
        `${this.origin}: tensor ${name} has shape [${shape.join(', ')}], expected ${rank} dimensions`,
      );
    return size;
  }

  /** How many numbered children `prefix.0.`, `prefix.1.`, ... there are. */
  count(prefix: string): number {
    let count = 0;
    for (const name of this.#tensors.keys()) {
      if (!name.startsWith(prefix)) continue;
      const index = Number.parseInt(name.slice(prefix.length), 10);
      if (Number.isSafeInteger(index) && index < 1024) count = Math.max(count, index + 1);
    }
    return count;
  }

  /**
   * Compares with the shapes that a whole network has.
   * @returns the number of parameters.
   * @throws ConverterError naming the first tensor that is missing, of another shape, or not expected.
   */
  check(expected: ReadonlyMap<string, readonly number[]>): number {
    const problems: string[] = [];
    for (const [name, shape] of expected) {
      const found = this.#tensors.get(name)?.shape;
      if (found === undefined)
        problems.push(`tensor ${name} is missing, expected shape [${shape.join(', ')}]`);
      else if (found.join() !== shape.join())
        problems.push(`tensor ${name} has shape [${found.join(', ')}], expected [${shape.join(', ')}]`);
    }
    for (const [name, { shape }] of this.#tensors) {
      if (!expected.has(name)) problems.push(`tensor ${name} [${shape.join(', ')}] is not part of FlexVAR`);
    }
    const [first, ...others] = problems;
    if (first !== undefined)
      throw new ConverterError(
        `${this.origin}: ${first}${others.length > 0 ? ` (and ${others.length} more like this)` : ''}`,
      );
    return [...expected.values()].reduce((sum, shape) => sum + elementCount(shape), 0);
  }
}
