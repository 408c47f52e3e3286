/** Bytes of attention scores per stretch, for all rows and heads together; small enough for the processor's cache. */
export const stretchBytes = 8 * 2 ** 20;

/** Cells of a pass that attend together. */
export interface Stretches {
  /** End of each stretch, in cells of the pass. */
  readonly ends: readonly number[];
  /** Number of cells each attends to. */
  readonly attended: readonly number[];
}

/**
 * Splits a pass into stretches of at least one cell, whose attention scores (a float for each row, head, cell and
 * attended cell) take at most `stretchBytes`. Stretches do not cross scale boundaries.
 * @param scaleEnds end of each scale, in cells of the pass.
 * @param past cells finished before the pass.
 * @param rowHeads rows times heads.
 */
export function attentionStretches(scaleEnds: readonly number[], past: number, rowHeads: number): Stretches {
  const ends: number[] = [];
  const attended: number[] = [];
  let start = 0;
  for (const end of scaleEnds) {
    const cells = end - start;
    const atOnce = Math.max(1, Math.floor(stretchBytes / (4 * rowHeads * (past + end))));
    // Of equal length, so that none is a single cell, for which matrix kernels may sum in a different order.
    const count = Math.ceil(cells / atOnce);
    for (let stretch = 1; stretch <= count; stretch++) {
      ends.push(start + Math.round((cells * stretch) / count));
      attended.push(past + end);
    }
    start = end;
  }
  return { ends, attended };
}
