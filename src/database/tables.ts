import type { ColumnType, Generated } from 'kysely';

/** A jsonb column: read as a value, written as JSON text, which both drivers take alike. */
type Json<T> = ColumnType<T, string, string>;
/** Written once, by a default. */
type CreationTime = ColumnType<Date, never, never>;

export interface BatchesTable {
  id: string;
  idempotency_key: string | null;
  /** sha256 (hex) of the request, for comparing a second use of the key. */
  request_digest: string;
  model: string;
  /** Number of the last attempt to run the batch; only that attempt may write. */
  attempt: Generated<number>;
  /** Attempts since the last finished scale, so that what always fails is given up. */
  fruitless_attempts: Generated<number>;
  /** Operations of one of its pictures. */
  work: number;
  /** Operations computed so far for all its pictures and the time they took: the rate that estimates come from. */
  computed_work: Generated<number>;
  computed_ms: Generated<number>;
  created_at: CreationTime;
}

export interface GenerationsTable {
  id: string;
  batch_id: string;
  model: string;
  model_digest: string;
  recipe: Json<unknown>;
  plan: Json<unknown>;
  warnings: Json<unknown>;
  status: string;
  revision: number;
  scale_count: Generated<number>;
  attempt: Generated<number>;
  failure_code: string | null;
  failure_message: string | null;
  created_at: CreationTime;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface ScalesTable {
  generation_id: string;
  index: number;
  /** uint16, little-endian, row-major. */
  tokens: Uint8Array;
  digest: string;
  milliseconds: number;
  finished_at: CreationTime;
}

export interface EventsTable {
  generation_id: string;
  revision: number;
  type: string;
  status: string | null;
  scale_index: number | null;
  at: CreationTime;
}

export interface Tables {
  batches: BatchesTable;
  generations: GenerationsTable;
  scales: ScalesTable;
  events: EventsTable;
}
