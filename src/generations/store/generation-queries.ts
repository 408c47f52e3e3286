import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { OwnerId } from '../../access/viewer.ts';
import type { GenerationsTable, ScalesTable, Tables } from '../../database/tables.ts';
import type { BatchId, Generation, GenerationId, GenerationStatus, StoredScale } from '../generation.ts';
import { toGeneration, toScale } from './generation-rows.ts';

/** Batched reads of generations: one statement for any number of keys, with results in the order of the keys. */

/** A scale of a generation, finished or not. */
export interface ScaleKey {
  readonly id: GenerationId;
  readonly index: number;
}

/** A page of an owner's generations, newest first. */
export interface ListPage {
  readonly owner: OwnerId;
  readonly limit: number;
  /** Only generations older than this one. */
  readonly after: GenerationId | null;
  /** Only generations with these statuses, without duplicates. */
  readonly status: readonly GenerationStatus[] | null;
}

/** A page of the generations made from scales of one, newest first. */
export interface BranchesPage {
  readonly parent: GenerationId;
  readonly limit: number;
  readonly after: GenerationId | null;
}

type GenerationRow = Selectable<GenerationsTable>;
type ScaleRow = Selectable<ScalesTable> & { grid: unknown };

/** Greater than any id: the start of the first page. */
const end = 'ffffffff-ffff-ffff-ffff-ffffffffffff' as GenerationId;

export async function findGenerations(
  database: Kysely<Tables>,
  ids: readonly GenerationId[],
): Promise<(Generation | null)[]> {
  const rows = await database
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  const found = new Map(rows.map(row => [row.id, toGeneration(row)]));
  return ids.map(id => found.get(id) ?? null);
}

/** The generations of a batch, in the order of their pictures. */
export async function findBatch(database: Kysely<Tables>, batchId: BatchId): Promise<Generation[]> {
  const rows = await database
    .selectFrom('generations')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('id')
    .execute();
  return rows.map(toGeneration);
}

/**
 * Each status has its own query, limited to the page size. The planner knows how frequent each status is, so it does
 * not scan a long history for a rare one.
 */
export async function listGenerations(
  database: Kysely<Tables>,
  { owner, limit, after, status }: ListPage,
): Promise<Generation[]> {
  const before = after ?? end;
  const newest = (condition: RawBuilder<unknown>) =>
    sql`(select * from generations where owner = ${owner} and ${condition} and id < ${before} order by id desc limit ${limit})`;
  // SQL has no empty union.
  if (status?.length === 0) return [];
  const parts = status === null ? [newest(sql`true`)] : status.map(one => newest(sql`status = ${one}`));
  const { rows } = await sql<GenerationRow>`
    select * from (${sql.join(parts, sql` union all `)}) found order by id desc limit ${limit}`.execute(
    database,
  );
  return rows.map(toGeneration);
}

export async function findBranches(
  database: Kysely<Tables>,
  pages: readonly BranchesPage[],
): Promise<Generation[][]> {
  const { rows } = await sql<GenerationRow & { page: number }>`
    select (asked.place - 1)::integer as page, branch.*
    from unnest(
      ${pages.map(({ parent }) => parent)}::uuid[],
      ${pages.map(({ limit }) => limit)}::integer[],
      ${pages.map(({ after }) => after ?? end)}::uuid[]
    ) with ordinality asked (parent, entries, before, place)
    cross join lateral (
      select * from generations
      where parent_id = asked.parent and id < asked.before order by id desc limit asked.entries
    ) branch
    order by asked.place, branch.id desc`.execute(database);
  const found = pages.map((): Generation[] => []);
  for (const row of rows) found[row.page]?.push(toGeneration(row));
  return found;
}

/** The finished scales of each generation, coarse to fine. */
export async function findScales(
  database: Kysely<Tables>,
  ids: readonly GenerationId[],
): Promise<StoredScale[][]> {
  const { rows } = await sql<ScaleRow>`
    select scales.*, generations.plan -> scales.index -> 'grid' as grid
    from scales join generations on generations.id = scales.generation_id
    where scales.generation_id = any(${[...ids]}::uuid[])
    order by scales.index`.execute(database);
  const found = new Map(ids.map(id => [id as string, [] as StoredScale[]]));
  for (const row of rows) found.get(row.generation_id)?.push(toScale(row));
  return ids.map(id => found.get(id) ?? []);
}

export async function findScalesAt(
  database: Kysely<Tables>,
  keys: readonly ScaleKey[],
): Promise<(StoredScale | null)[]> {
  const { rows } = await sql<ScaleRow>`
    select scales.*, generations.plan -> scales.index -> 'grid' as grid
    from unnest(
      ${keys.map(({ id }) => id)}::uuid[], ${keys.map(({ index }) => index)}::integer[]
    ) asked (id, index)
    join scales on scales.generation_id = asked.id and scales.index = asked.index
    join generations on generations.id = asked.id`.execute(database);
  const found = new Map(rows.map(row => [`${row.generation_id}:${row.index}`, toScale(row)]));
  return keys.map(({ id, index }) => found.get(`${id}:${index}`) ?? null);
}
