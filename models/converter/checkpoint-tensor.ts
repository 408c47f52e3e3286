import type { FileHandle } from 'node:fs/promises';
import { ConverterError } from './converter-error.ts';
import type { StorageElementType, StridedTensor } from './pickle-values.ts';
import type { SourceTensor } from './source-tensor.ts';
import { elementCount } from './weight.ts';
import type { ArchiveEntry } from './zip-archive.ts';

/** How each element type is read as float32, and its size in bytes. */
const readers: Record<StorageElementType, { bytes: number; float32: (bytes: Buffer) => Float32Array }> = {
  float32: { bytes: 4, float32: b => new Float32Array(b.buffer, b.byteOffset, b.byteLength / 4) },
  float64: {
    bytes: 8,
    float32: b => Float32Array.from(new Float64Array(b.buffer, b.byteOffset, b.byteLength / 8)),
  },
  float16: {
    bytes: 2,
    float32: b => Float32Array.from(new Float16Array(b.buffer, b.byteOffset, b.byteLength / 2)),
  },
  bfloat16: { bytes: 2, float32: widenBfloat16 },
  int64: {
    bytes: 8,
    float32: b => Float32Array.from(new BigInt64Array(b.buffer, b.byteOffset, b.byteLength / 8), Number),
  },
  int32: {
    bytes: 4,
    float32: b => Float32Array.from(new Int32Array(b.buffer, b.byteOffset, b.byteLength / 4)),
  },
  int16: {
    bytes: 2,
    float32: b => Float32Array.from(new Int16Array(b.buffer, b.byteOffset, b.byteLength / 2)),
  },
  int8: { bytes: 1, float32: b => Float32Array.from(new Int8Array(b.buffer, b.byteOffset, b.byteLength)) },
  uint8: { bytes: 1, float32: b => Float32Array.from(b) },
  bool: { bytes: 1, float32: b => Float32Array.from(b) },
};

/** A tensor of a checkpoint whose values are still in the file. */
export class CheckpointTensor implements SourceTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly elementType: StorageElementType;
  readonly #strides: readonly number[];
  readonly #offset: number;
  readonly #file: FileHandle;
  readonly #entry: ArchiveEntry;

  /** @throws ConverterError when the tensor reaches outside of its storage, or the storage has another size. */
  constructor(name: string, tensor: StridedTensor, file: FileHandle, entry: ArchiveEntry) {
    const { storage } = tensor;
    const size = readers[storage.elementType].bytes;
    if (entry.length !== storage.length * size)
      throw new ConverterError(
        `the data of ${name} have ${entry.length} bytes, expected ${storage.length * size} (${storage.length} of ${storage.elementType})`,
      );
    if (tensor.offset + extent(tensor.shape, tensor.strides) > storage.length)
      throw new ConverterError(
        `${name} [${tensor.shape.join(', ')}] reaches outside of its storage of ${storage.length} elements`,
      );
    this.name = name;
    this.shape = tensor.shape;
    this.elementType = storage.elementType;
    this.#strides = tensor.strides;
    this.#offset = tensor.offset;
    this.#file = file;
    this.#entry = entry;
  }

  async read(): Promise<Float32Array> {
    const { bytes, float32 } = readers[this.elementType];
    const length = extent(this.shape, this.#strides) * bytes;
    const start = this.#entry.start + this.#offset * bytes;
    // A buffer of its own is aligned for every element type.
    const buffer = Buffer.from(new ArrayBuffer(length));
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#file.read(buffer, filled, length - filled, start + filled);
      if (bytesRead === 0) throw new ConverterError(`the file ends in the middle of ${this.name}`);
      filled += bytesRead;
    }
    const values = float32(buffer);
    return isContiguous(this.shape, this.#strides) ? values : gather(values, this.shape, this.#strides);
  }
}

/** Elements from the first to the last that a view touches. */
function extent(shape: readonly number[], strides: readonly number[]): number {
  if (elementCount(shape) === 0) return 0;
  return shape.reduce((last, size, axis) => last + (size - 1) * (strides[axis] ?? 0), 1);
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    if (size !== 1 && strides[axis] !== expected) return false;
    expected *= size;
  }
  return true;
}

/** Row-major copy of a strided view. */
function gather(source: Float32Array, shape: readonly number[], strides: readonly number[]): Float32Array {
  const result = new Float32Array(elementCount(shape));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = source[from] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0;
      index[axis] = (index[axis] ?? 0) + 1;
      from += stride;
      if ((index[axis] ?? 0) < (shape[axis] ?? 0)) break;
      from -= stride * (shape[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return result;
}

/** bfloat16 is the upper half of a float32. */
function widenBfloat16(bytes: Buffer): Float32Array {
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  const bits = Uint32Array.from(halves, half => half * 65536);
  return new Float32Array(bits.buffer);
}
