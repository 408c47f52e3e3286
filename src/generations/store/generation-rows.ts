import type { Selectable } from 'kysely';
import type { OwnerId } from '../../access/viewer.ts';
import type { EventsTable, GenerationsTable, ScalesTable } from '../../database/tables.ts';
import type { ModelDigest } from '../../inference/packs/pack-digest.ts';
import type {
  BatchId,
  Generation,
  GenerationEvent,
  GenerationId,
  GenerationStatus,
  Operation,
  RunId,
  StoredScale,
  TerminalStatus,
} from '../generation.ts';
import { readGrid, readJson } from './stored-json.ts';
import { tokensFromBytes } from './token-bytes.ts';

/** Enum values from the tables are trusted, because check constraints allow no others. JSON is parsed. */

/** @throws Error if its JSON does not match its format. */
export function toGeneration(row: Selectable<GenerationsTable>): Generation {
  return {
    id: row.id as GenerationId,
    owner: row.owner as OwnerId,
    batchId: row.batch_id as BatchId,
    runId: row.run_id as RunId,
    model: row.model,
    modelDigest: row.model_digest as ModelDigest,
    operation: row.operation as Operation,
    parent:
      row.parent_id === null
        ? null
        : { generationId: row.parent_id as GenerationId, scaleIndex: row.parent_scale ?? 0 },
    ...readJson(row),
    status: row.status as GenerationStatus,
    revision: row.revision,
    scaleCount: row.scale_count,
    holdAtScale: row.hold_at,
    acceptedScale: row.end_at,
    failure:
      row.failure_code === null ? null : { code: row.failure_code, message: row.failure_message ?? '' },
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** @param row including the scale's grid from the plan. */
export function toScale(row: Selectable<ScalesTable> & { readonly grid: unknown }): StoredScale {
  return {
    generationId: row.generation_id as GenerationId,
    index: row.index,
    grid: readGrid(row.grid),
    tokens: tokensFromBytes(row.tokens),
    digest: row.digest,
    milliseconds: row.milliseconds,
    finishedAt: row.finished_at,
  };
}

export function toEvent(row: Selectable<EventsTable>): GenerationEvent {
  const { revision, at } = row;
  if (row.type === 'SCALE_FINISHED')
    return { type: 'SCALE_FINISHED', revision, at, scaleIndex: row.scale_index ?? 0 };
  if (row.type === 'FINISHED')
    return { type: 'FINISHED', revision, at, status: row.status as TerminalStatus };
  return { type: 'STATUS_CHANGED', revision, at, status: row.status as GenerationStatus };
}
