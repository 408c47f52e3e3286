/** Bytes that the attention scores of one stretch take, all rows and heads together: they stay in the processor's cache. */
export const stretchBytes = 8 * 2 ** 20;

/** Cells of a pass that attend at once. */
export interface Stretches {
  /** Where each ends, in cells of the pass. */
  readonly ends: readonly number[];
  /** How many cells each attends to. */
  readonly attended: readonly number[];
}

/**
 * Cuts a pass into stretches whose attention scores, a float for each row, head, cell and cell attended to, take at most
 * `stretchBytes`; one cell at least. No stretch reaches over the end of a scale.
 * @param scaleEnds where each scale of the pass ends, in cells of the pass.
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
    // Of equal length, so that none is a lone cell, for which matrix kernels may sum in another order.
    const count = Math.ceil(cells / atOnce);
    for (let stretch = 1; stretch <= count; stretch++) {
      ends.push(start + Math.round((cells * stretch) / count));
      attended.push(past + end);
    }
    start = end;
  }
  return { ends, attended };
}
