import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A jsonb column: read as a value, written as JSON text, which both drivers take alike. */
type Json<T> = ColumnType<T, string, string>;
/** Written once, by a default. */
type CreationTime = ColumnType<Date, never, never>;

/** One request: its pictures, and what they have in common. */
export interface BatchesTable {
  id: string;
  owner: string;
  /** No two of one owner's are equal. */
  idempotency_key: string | null;
  /** sha256 (hex) of the request, for comparing a second use of the key. */
  request_digest: string;
  model: string;
  created_at: CreationTime;
}

/** What a worker claims: pictures of a batch that are computed together. */
export interface RunsTable {
  id: string;
  owner: string;
  batch_id: string;
  /** Number of the last attempt at the run; only that attempt may write. */
  attempt: Generated<number>;
  /** Attempts since the last finished scale, so that what always fails is given up. */
  fruitless_attempts: Generated<number>;
  /** Which workers can claim it; null for those that were over before this was noted. */
  model_digest: string | null;
  /** Higher goes first. */
  priority: Generated<number>;
  /** When it is of no use any more; null: never. */
  deadline: Date | null;
  /** Operations of one of its pictures, from the first scale to the last. */
  work: number;
  /** Operations computed so far for all its pictures and the time they took: the rate that estimates come from. */
  computed_work: Generated<number>;
  computed_ms: Generated<number>;
  /** The process that claimed it last, see `presence.ts`; null where others could not see whether it lives. */
  holder: number | null;
  created_at: CreationTime;
}

export interface GenerationsTable {
  id: string;
  owner: string;
  batch_id: string;
  /** The run that computes it, or did last: writes of any other are refused. */
  run_id: string;
  model: string;
  model_digest: string;
  /** Version of what `recipe`, `plan`, `warnings` and `edit` hold. */
  format: Generated<number>;
  recipe: Json<unknown>;
  plan: Json<unknown>;
  warnings: Json<unknown>;
  status: string;
  revision: number;
  scale_count: Generated<number>;
  /** Share of its work that is still to be computed, 0 .. 1: up to where it is going to end or be held. */
  share_left: GeneratedAlways<number>;
  attempt: Generated<number>;
  /** The scale after which it is held; kept while it is. */
  hold_at: number | null;
  /** The scale that was accepted: it ends there. */
  end_at: number | null;
  parent_id: string | null;
  parent_scale: number | null;
  operation: string;
  edit: ColumnType<unknown, string | null, never>;
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

/** Pictures and masks that an owner's generations are made from, by their content. */
export interface PicturesTable {
  owner: string;
  /** sha256 (hex) of size and pixels. */
  digest: string;
  width: number;
  height: number;
  /** An image file, lossless. */
  bytes: Uint8Array;
  created_at: CreationTime;
}

/** Tokens that a scale of a batch takes from elsewhere instead of sampling them; which cells, the plan says. */
export interface ForcedScalesTable {
  batch_id: string;
  index: number;
  /** As those of `scales`; null until the source was encoded. Written once. */
  tokens: Uint8Array | null;
}

/** Every model that was ever served here. */
export interface ModelsTable {
  digest: string;
  name: string;
  /** As `fleet/description-row.ts` writes it. */
  description: Json<unknown>;
  contact_sheet: Uint8Array | null;
  registered_at: Generated<Date>;
  /** What was asked for last of those that serve it; null: nothing was. */
  wish: 'LOAD' | 'UNLOAD' | null;
  /** How often something was. */
  wishes: Generated<number>;
}

/** Processes that compute. */
export interface WorkersTable {
  id: string;
  /** Where it decodes for others. */
  address: string;
  devices: Json<unknown>;
  /** What of its models is loaded, as `fleet/residence-row.ts` writes it. */
  parts: ColumnType<unknown, string | undefined, string>;
  started_at: CreationTime;
  seen_at: Generated<Date>;
}

export interface WorkerModelsTable {
  worker_id: string;
  digest: string;
}

/** What all processes on this database know, and nobody else. */
export interface SecretsTable {
  name: string;
  value: string;
}

export interface Tables {
  batches: BatchesTable;
  runs: RunsTable;
  generations: GenerationsTable;
  scales: ScalesTable;
  events: EventsTable;
  pictures: PicturesTable;
  forced_scales: ForcedScalesTable;
  models: ModelsTable;
  workers: WorkersTable;
  worker_models: WorkerModelsTable;
  secrets: SecretsTable;
}
