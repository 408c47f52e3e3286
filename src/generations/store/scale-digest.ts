import { createHash } from 'node:crypto';
import type { Grid } from '../../flexvar/grid.ts';

/**
 * Identifies a scale's picture: sha256 (hex) of model digest, grid and tokens. Equal digests decode to equal pictures.
 */
export function scaleDigest(modelDigest: string, grid: Grid, tokens: Uint8Array): string {
  return createHash('sha256')
    .update(`${modelDigest}\n${grid.rows}x${grid.columns}\n`)
    .update(tokens)
    .digest('hex');
}
