/** Rows per head call, which bounds the memory of logits for any grid and any number of pictures. */
const headRows = 256;

/** One picture's part of a pass. */
export interface HiddenPart {
  /** 1, or 2 with the conditional row first. */
  readonly rows: number;
  /** Guidance strength; null with a single row. */
  readonly strength: number | null;
  /** Cells to be sampled. */
  readonly cells: readonly number[];
  /** Of the whole scale, [cells of its grid, rows, width]. */
  readonly hidden: Float32Array;
}

interface HiddenChunk {
  /** [places, width]; reused for the next chunk. */
  readonly hidden: Float32Array;
  /** Index of the part, and the cell. */
  readonly places: readonly { readonly part: number; readonly cell: number }[];
}

/**
 * Guided hidden states of the sampled cells, in chunks of rows. Guidance is applied before the head: the head is linear
 * and the factors 1 + t and -t sum to one, so the logits are the same, and the head runs once per picture.
 */
export function* guidedChunks(parts: readonly HiddenPart[], width: number): Generator<HiddenChunk> {
  const places = parts.flatMap(({ cells }, part) => cells.map(cell => ({ part, cell })));
  const buffer = new Float32Array(Math.min(headRows, places.length) * width);
  for (let start = 0; start < places.length; start += headRows) {
    const chunk = places.slice(start, start + headRows);
    for (const [row, { part, cell }] of chunk.entries()) {
      const source = parts[part];
      if (source !== undefined) guide(buffer.subarray(row * width, (row + 1) * width), source, cell, width);
    }
    yield { hidden: buffer.subarray(0, chunk.length * width), places: chunk };
  }
}

function guide(
  target: Float32Array,
  { rows, strength, hidden }: HiddenPart,
  cell: number,
  width: number,
): void {
  const withClass = cell * rows * width;
  if (strength === null || strength === 0) {
    target.set(hidden.subarray(withClass, withClass + width));
    return;
  }
  const without = withClass + width;
  for (let i = 0; i < width; i++)
    target[i] = (1 + strength) * (hidden[withClass + i] ?? 0) - strength * (hidden[without + i] ?? 0);
}
