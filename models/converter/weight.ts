/** Element types of the tensors that a pack holds, with their ONNX number and size in bytes. */
export const elementTypes = {
  float32: { onnx: 1, bytes: 4 },
  uint8: { onnx: 2, bytes: 1 },
  int8: { onnx: 3, bytes: 1 },
  uint16: { onnx: 4, bytes: 2 },
  int32: { onnx: 6, bytes: 4 },
  int64: { onnx: 7, bytes: 8 },
  bool: { onnx: 9, bytes: 1 },
  float16: { onnx: 10, bytes: 2 },
} as const;

export type ElementType = keyof typeof elementTypes;

/**
 * A tensor that is not in memory: its bytes (little-endian, row-major) are produced when they are written.
 * `chunks` may be called more than once and gives the same bytes each time, `byteLength(weight)` in all.
 */
export interface Weight {
  readonly elementType: ElementType;
  readonly shape: readonly number[];
  chunks(): AsyncIterable<Uint8Array>;
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Bytes that a weight occupies. */
export function byteLength(weight: Pick<Weight, 'elementType' | 'shape'>): number {
  return elementCount(weight.shape) * elementTypes[weight.elementType].bytes;
}

/**
 * A weight computed as a whole when it is written, and forgotten after.
 * @param read gives `elementCount(shape)` elements; called once for each write.
 */
export function computedWeight(
  elementType: ElementType,
  shape: readonly number[],
  read: () => Promise<ArrayBufferView> | ArrayBufferView,
): Weight {
  return {
    elementType,
    shape,
    async *chunks() {
      const view = await read();
      yield new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    },
  };
}
