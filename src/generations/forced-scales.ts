import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ForcedScale } from '../flexvar/forced-scale.ts';
import type { Generation } from './generation.ts';
import { keptCellsOf } from './mask-rows.ts';
import { tokensFromBytes } from './token-bytes.ts';

/** What each scale of a batch takes from elsewhere; null for scales that take nothing. */
export async function findForcedScales(
  database: Kysely<Tables>,
  { batchId, plan }: Generation,
): Promise<readonly (ForcedScale | null)[]> {
  if (plan.every(scale => scale.forced === 'none')) return [];
  const rows = await database
    .selectFrom('forced_scales')
    .select(['index', 'tokens'])
    .where('batch_id', '=', batchId)
    .execute();
  const tokens = new Map(rows.map(row => [row.index, row.tokens]));
  return plan.map(({ index, grid, forced, mask }) => {
    if (forced === 'none') return null;
    const bytes = tokens.get(index);
    if (bytes == null)
      throw new Error(`The tokens that scale ${index} of batch ${batchId} takes are missing.`);
    return { tokens: tokensFromBytes(bytes), keep: mask === null ? null : keptCellsOf(mask, grid) };
  });
}
