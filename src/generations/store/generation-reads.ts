import type { Kysely } from 'kysely';
import type { OwnerId } from '../../access/viewer.ts';
import type { Tables } from '../../database/tables.ts';
import { sharedReads } from '../../fairness/shared-reads.ts';
import type { Generation, GenerationId, Lineage, StoredScale } from '../generation.ts';
import type { GenerationPage, PageOfOwn } from '../generations.ts';
import { isUuid } from '../identifiers.ts';
import {
  type BranchesPage,
  findBranches,
  findGenerations,
  findScales,
  findScalesAt,
  type ListPage,
  listGenerations,
  type ScaleKey,
} from './generation-queries.ts';
import { OnceEach } from './once-each.ts';
import { findQueuePlacements, type StoredPlacement } from './queue-placement.ts';

/**
 * Reads of generations, shared by all operations and subscribers. A `Generation` is a snapshot, and data about it is
 * read once however many clients need it: a thousand watchers of an event cost as much as one. Lookups by id are always
 * fresh and are batched into one statement with concurrent ones, so a list costs as much as a single entry.
 */
export class GenerationReads {
  readonly #generations;
  readonly #scales;
  readonly #scalesAt;
  readonly #lists;
  readonly #branches;
  readonly #queuePlacements;
  readonly #knownScales = new OnceEach<Generation, readonly StoredScale[]>();
  readonly #knownScale = new OnceEach<Generation, StoredScale | null>();
  readonly #knownBranches = new OnceEach<Generation, GenerationPage>();
  readonly #knownPlacement = new OnceEach<Generation, StoredPlacement | null>();
  readonly #knownParent = new OnceEach<Lineage, Generation>();

  constructor(kysely: Kysely<Tables>) {
    this.#generations = sharedReads(
      (id: GenerationId) => id,
      ids => findGenerations(kysely, ids),
    );
    this.#scales = sharedReads(
      (id: GenerationId) => id,
      ids => findScales(kysely, ids),
    );
    this.#scalesAt = sharedReads(
      ({ id, index }: ScaleKey) => `${id}:${index}`,
      keys => findScalesAt(kysely, keys),
    );
    this.#lists = sharedReads(
      ({ owner, limit, after, status }: ListPage) => `${limit}:${after}:${status}:${owner}`,
      pages => Promise.all(pages.map(page => listGenerations(kysely, page))),
    );
    this.#branches = sharedReads(
      ({ parent, limit, after }: BranchesPage) => `${parent}:${limit}:${after}`,
      pages => findBranches(kysely, pages),
    );
    this.#queuePlacements = sharedReads(
      (id: GenerationId) => id,
      ids => findQueuePlacements(kysely, ids),
    );
  }

  async find(id: GenerationId): Promise<Generation | null> {
    return isUuid(id) ? this.#generations.load(id) : null;
  }

  async newest(owner: OwnerId): Promise<Generation | null> {
    const [generation] = await this.#lists.load({ owner, limit: 1, after: null, status: null });
    return generation ?? null;
  }

  async list(owner: OwnerId, page: PageOfOwn): Promise<GenerationPage> {
    const { first, after = null, status } = page;
    if (after !== null && !isUuid(after)) return nothing;
    // A client may repeat a status a thousand times.
    const wanted = status === undefined ? null : [...new Set(status)].sort();
    return pageOf(first, limit => this.#lists.load({ owner, limit, after, status: wanted }));
  }

  parent(of: Lineage): Promise<Generation> {
    return this.#knownParent.answer(of, 'generation', async () => {
      const parent = await this.find(of.generationId);
      if (parent === null) throw new Error(`Generation ${of.generationId}, a parent, is missing.`);
      return parent;
    });
  }

  async branches(of: Generation, page: { first: number; after?: GenerationId }): Promise<GenerationPage> {
    const { first, after = null } = page;
    if (after !== null && !isUuid(after)) return nothing;
    return this.#knownBranches.answer(of, `${first} after ${after}`, () =>
      pageOf(first, limit => this.#branches.load({ parent: of.id, limit, after })),
    );
  }

  scales(of: Generation): Promise<readonly StoredScale[]> {
    return this.#knownScales.answer(of, 'all', async () => {
      const finished = await this.#scales.load(of.id);
      // More scales may have finished since; a snapshot stays consistent.
      return finished.filter(({ index }) => index < of.scaleCount);
    });
  }

  async scale(of: Generation, index: number): Promise<StoredScale | null> {
    if (!Number.isInteger(index) || index < 0 || index >= of.scaleCount) return null;
    return this.#knownScale.answer(of, String(index), () => this.#scalesAt.load({ id: of.id, index }));
  }

  async queuePlacement(of: Generation): Promise<StoredPlacement | null> {
    if (of.status !== 'QUEUED') return null;
    return this.#knownPlacement.answer(of, 'placement', () => this.#queuePlacements.load(of.id));
  }
}

const nothing: GenerationPage = { generations: [], hasMore: false };

/** One extra entry shows whether there are more. */
async function pageOf(
  first: number,
  read: (limit: number) => Promise<readonly Generation[]>,
): Promise<GenerationPage> {
  const found = await read(first + 1);
  return { generations: found.slice(0, first), hasMore: found.length > first };
}
