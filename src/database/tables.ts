import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A jsonb column: read as a value, written as JSON text, which both drivers accept. */
type Json<T> = ColumnType<T, string, string>;
/** Set once, by a default. */
type CreationTime = ColumnType<Date, never, never>;

/** One request: data common to its pictures. */
export interface BatchesTable {
  id: string;
  owner: string;
  /** Unique per owner. */
  idempotency_key: string | null;
  /** sha256 (hex) of the request, for comparison when the key is reused. */
  request_digest: string;
  model: string;
  created_at: CreationTime;
}

/** Pictures of a batch that are computed together; the unit workers claim. */
export interface RunsTable {
  id: string;
  owner: string;
  batch_id: string;
  /** Number of the latest attempt, the only one that may write. */
  attempt: Generated<number>;
  /** Attempts since the last finished scale, to give up on runs that always fail. */
  fruitless_attempts: Generated<number>;
  /** Determines which workers can claim it; null for old, ended runs. */
  model_digest: string | null;
  /** -1: low, 0: normal, 1: high. */
  priority: Generated<number>;
  /** Whose share of the devices it uses: its owner, or the address of a client. Null in old runs: the owner. */
  share: string | null;
  /** Names it in the queue, see `work/run-queue.ts`; null in old runs. */
  number: Generated<number | null>;
  /** How many it began with. */
  pictures: Generated<number>;
  /** When its turn comes and when it ends, in virtual time, see `store/run-tags.ts`. */
  start_tag: Generated<number>;
  finish_tag: Generated<number>;
  /** Whether it may still be in the queue. */
  open: Generated<boolean>;
  /** When the result becomes useless; null: never. */
  deadline: Date | null;
  /** Operations per picture, over all scales. */
  work: number;
  /** Operations computed so far for all its pictures, and their duration, from which rates are estimated. */
  computed_work: Generated<number>;
  computed_ms: Generated<number>;
  /** The process that claimed it last (see `presence.ts`); null if its presence was not visible. */
  holder: number | null;
  created_at: CreationTime;
}

/** Virtual time of each model's queue, see `store/run-tags.ts`. */
export interface VirtualTimesTable {
  model_digest: string;
  at: number;
}

export interface GenerationsTable {
  id: string;
  owner: string;
  batch_id: string;
  /** The run that computes it, or was the last to do so; writes of other runs are rejected. */
  run_id: string;
  model: string;
  model_digest: string;
  /** Format version of `recipe`, `plan`, `warnings` and `edit`. */
  format: Generated<number>;
  recipe: Json<unknown>;
  plan: Json<unknown>;
  warnings: Json<unknown>;
  status: string;
  revision: number;
  scale_count: Generated<number>;
  /** Remaining share of its work, 0 .. 1, up to where it will end or be held. */
  share_left: GeneratedAlways<number>;
  attempt: Generated<number>;
  /** The scale after which it will be, or is, held. */
  hold_at: number | null;
  /** The accepted scale, at which it ends. */
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

/** Source pictures and masks of an owner, by content. */
export interface PicturesTable {
  owner: string;
  /** sha256 (hex) of size and pixels. */
  digest: string;
  width: number;
  height: number;
  /** A lossless image file. */
  bytes: Uint8Array;
  created_at: CreationTime;
}

/** Forced tokens of a scale of a batch; the plan says which cells. */
export interface ForcedScalesTable {
  batch_id: string;
  index: number;
  /** Like those of `scales`; null until the source is encoded. Written once. */
  tokens: Uint8Array | null;
}

/** Every model ever served here. */
export interface ModelsTable {
  digest: string;
  name: string;
  /** Written by `fleet/description-row.ts`. */
  description: Json<unknown>;
  contact_sheet: Uint8Array | null;
  registered_at: Generated<Date>;
  /** What was asked for last of those that serve it; null: nothing was. */
  wish: 'LOAD' | 'UNLOAD' | null;
  /** How often something was. */
  wishes: Generated<number>;
}

/** Worker processes. */
export interface WorkersTable {
  id: string;
  /** Address of its decoding service. */
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

/** Secrets known only to processes on this database. */
export interface SecretsTable {
  name: string;
  value: string;
}

/** Keys that authenticate owners. */
export interface KeysTable {
  id: string;
  /** The first part of the token; not secret. */
  prefix: string;
  /** sha256 (hex) of the token. */
  hash: string;
  name: string;
  owner: string;
  scopes: Json<unknown>;
  /** In place of the server's defaults; null: none, for keys older than limits. */
  limits: ColumnType<unknown, string, never>;
  created_at: CreationTime;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

/** Use of a quota in its current window. */
export interface UsageTable {
  subject: string;
  name: string;
  used: number;
  /** By the latest statement. */
  granted: number;
  resets_at: Date;
}

/** Sockets that processes have open. */
export interface OpenSocketsTable {
  subject: string;
  process: string;
  open: number;
  seen_at: Generated<Date>;
}

/** What was done to keys. */
export interface AuditTable {
  id: string;
  at: CreationTime;
  action: string;
  /** Who did it. */
  actor: string;
  /** Whose data it concerns. */
  owner: string;
  /** What it was done to. */
  subject: string;
  details: Json<unknown>;
}

export interface Tables {
  batches: BatchesTable;
  runs: RunsTable;
  virtual_times: VirtualTimesTable;
  generations: GenerationsTable;
  scales: ScalesTable;
  events: EventsTable;
  pictures: PicturesTable;
  forced_scales: ForcedScalesTable;
  models: ModelsTable;
  workers: WorkersTable;
  worker_models: WorkerModelsTable;
  secrets: SecretsTable;
  keys: KeysTable;
  usage: UsageTable;
  open_sockets: OpenSocketsTable;
  audit: AuditTable;
}
