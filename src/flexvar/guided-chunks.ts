import type { Branches } from './branches.ts';

/** Rows per head call, which bounds the memory of logits for any grid and batch. */
const headRows = 256;

interface HiddenChunk {
  /** [places, width]. */
  readonly hidden: Float32Array;
  readonly places: readonly { readonly picture: number; readonly cell: number }[];
}

/**
 * Guided hidden states of these cells of all pictures, in chunks of rows. Guidance is applied before the head: the head
 * is linear and the factors 1 + t and -t sum to one, so the logits are the same, and the head runs once per picture.
 * @param hidden of a whole scale, [cells of its grid, rows, width].
 */
export function* guidedChunks(
  hidden: Float32Array,
  cells: readonly number[],
  branches: Branches,
  strength: number,
  width: number,
): Generator<HiddenChunk> {
  const rows = branches.labels.length;
  const places = branches.pictures.flatMap(rowsOf => cells.map(cell => ({ ...rowsOf, cell })));
  const buffer = new Float32Array(Math.min(headRows, places.length) * width);
  for (let start = 0; start < places.length; start += headRows) {
    const chunk = places.slice(start, start + headRows);
    for (const [row, { conditional, unconditional, cell }] of chunk.entries()) {
      const target = buffer.subarray(row * width, (row + 1) * width);
      const withClass = (cell * rows + conditional) * width;
      if (unconditional === null || strength === 0) {
        target.set(hidden.subarray(withClass, withClass + width));
        continue;
      }
      const without = (cell * rows + unconditional) * width;
      for (let i = 0; i < width; i++)
        target[i] = (1 + strength) * (hidden[withClass + i] ?? 0) - strength * (hidden[without + i] ?? 0);
    }
    yield { hidden: buffer.subarray(0, chunk.length * width), places: chunk };
  }
}
