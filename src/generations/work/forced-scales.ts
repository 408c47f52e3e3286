import type { Kysely } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import { ownWork } from '../../fairness/client.ts';
import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import type { PictureProcesses } from '../../images/process/picture-processes.ts';
import type { Codec } from '../../inference/codec/codec.ts';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import type { Generation, PlannedScale } from '../generation.ts';
import { sampledMaskOf } from '../plan/mask-rows.ts';
import { findPicture } from '../store/picture-store.ts';
import { tokensFromBytes, tokensToBytes } from '../store/token-bytes.ts';
import { EngineFailure } from './engine-failure.ts';

/** Margin of the filled hole beyond the mask, in token sides: edges of the masked object often lie outside the mask. */
export const holeMargin = 0.25;

/**
 * The forced tokens of each scale of a batch; null for scales without any. The source is encoded once and its tokens
 * are stored, so that every worker that continues the batch uses the same ones.
 */
export async function forcedScales(
  database: Kysely<Tables>,
  processes: PictureProcesses,
  codec: Codec,
  generation: Generation,
): Promise<readonly (ForcedScale | null)[]> {
  const { batchId, plan } = generation;
  if (plan.every(scale => scale.forced === 'none')) return [];
  let tokens = await readTokens(database, batchId);
  if (tokens.values().some(bytes => bytes === null)) {
    await encodeMissing(database, processes, codec, generation, tokens);
    // If another worker stored tokens first, those are used.
    tokens = await readTokens(database, batchId);
  }
  return plan.map(({ index, grid, forced, mask }) => {
    if (forced === 'none') return null;
    const bytes = tokens.get(index);
    if (bytes == null)
      throw new Error(`The forced tokens of scale ${index} of batch ${batchId} are missing.`);
    return { tokens: tokensFromBytes(bytes), sampled: mask === null ? null : sampledMaskOf(mask, grid) };
  });
}

/** Null if not encoded yet. */
async function readTokens(
  database: Kysely<Tables>,
  batchId: string,
): Promise<ReadonlyMap<number, Uint8Array | null>> {
  const rows = await database
    .selectFrom('forced_scales')
    .select(['index', 'tokens'])
    .where('batch_id', '=', batchId)
    .execute();
  return new Map(rows.map(row => [row.index, row.tokens]));
}

async function encodeMissing(
  database: Kysely<Tables>,
  { slow }: PictureProcesses,
  codec: Codec,
  { batchId, owner, plan, edit }: Generation,
  tokens: ReadonlyMap<number, Uint8Array | null>,
): Promise<void> {
  if (edit === null) throw new Error(`Batch ${batchId} has forced tokens but no source picture.`);
  const missing = plan.filter(({ index }) => tokens.get(index) === null);
  const source = await findPicture(database, owner, edit.source);
  const mask = edit.mask === null ? null : await findPicture(database, owner, edit.mask);
  const stride = edit.mapping.canvas.width / (plan.at(-1)?.grid.columns ?? 1);
  const margin = Math.round(holeMargin * stride);
  const asker = { client: ownWork };
  const pixels = () => slow.take(asker, turn => turn.run('storedPixels', source));
  // The encoder must not see the area to be replaced.
  const around = () =>
    mask === null ? pixels() : slow.take(asker, turn => turn.run('withoutHole', source, mask, margin));
  await encodeTo(
    database,
    codec,
    batchId,
    missing.filter(({ index }) => index < edit.fromScale),
    pixels,
  );
  await encodeTo(
    database,
    codec,
    batchId,
    missing.filter(({ index }) => index >= edit.fromScale),
    around,
  );
}

async function encodeTo(
  database: Kysely<Tables>,
  codec: Codec,
  batchId: string,
  scales: readonly PlannedScale[],
  picture: () => Promise<RgbImage>,
): Promise<void> {
  if (scales.length === 0) return;
  const grids = scales.map(({ grid }) => grid);
  const encoded = await codec.encode(await picture(), grids).catch((error: unknown) => {
    throw new EngineFailure(error);
  });
  for (const [place, { index }] of scales.entries()) {
    const scaleTokens = encoded[place];
    if (scaleTokens === undefined) throw new Error(`The codec has not encoded scale ${index}.`);
    await database
      .updateTable('forced_scales')
      .set({ tokens: tokensToBytes(scaleTokens) })
      .where('batch_id', '=', batchId)
      .where('index', '=', index)
      .where('tokens', 'is', null)
      .execute();
  }
}
