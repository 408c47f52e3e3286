/**
 * Sides of the square grids that FlexVAR was evaluated with (tables of arXiv 2502.20313 and its reference
 * implementation), coarse to fine. The last side determines the size: 16 is 256 px at 16 px per token.
 */
export const publishedSides: readonly (readonly number[])[] = [
  [1, 2, 4, 6, 10, 16],
  [1, 2, 3, 5, 8, 11, 16],
  [1, 2, 3, 4, 6, 10, 13, 16],
  [1, 2, 3, 4, 5, 7, 10, 13, 16],
  [1, 2, 3, 4, 5, 6, 8, 10, 13, 16],
  [1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 16],
  [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16],
  [1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 24],
  [1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 23, 32],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 23, 32],
];

/** Allowed number of steps. */
export const stepLimits = { min: 6, max: 16 } as const;
