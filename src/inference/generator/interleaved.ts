/**
 * Tensors [slices, rows, ...] of several pictures as one, with the rows of each behind those of the one before it.
 * @param rows of each tensor.
 * @param size of a row.
 */
export function interleave(
  tensors: readonly Float32Array[],
  rows: readonly number[],
  size: number,
): Float32Array {
  const [only] = tensors;
  if (only !== undefined && tensors.length === 1) return only;
  const all = rows.reduce((sum, count) => sum + count, 0);
  const slices = (only?.length ?? 0) / ((rows[0] ?? 1) * size);
  const result = new Float32Array(slices * all * size);
  let first = 0;
  for (const [index, tensor] of tensors.entries()) {
    const length = (rows[index] ?? 0) * size;
    for (let slice = 0; slice < slices; slice++)
      result.set(tensor.subarray(slice * length, (slice + 1) * length), (slice * all + first) * size);
    first += rows[index] ?? 0;
  }
  return result;
}

/** The opposite: writes each one's rows to its own tensor. */
export function separate(
  from: Float32Array,
  tensors: readonly Float32Array[],
  rows: readonly number[],
  size: number,
): void {
  const all = rows.reduce((sum, count) => sum + count, 0);
  let first = 0;
  for (const [index, tensor] of tensors.entries()) {
    const length = (rows[index] ?? 0) * size;
    for (let slice = 0; slice * length < tensor.length; slice++) {
      const start = (slice * all + first) * size;
      tensor.set(from.subarray(start, start + length), slice * length);
    }
    first += rows[index] ?? 0;
  }
}
