import type { ClassLabel } from './pack.ts';

/** Rank of a match; smaller is better. */
const ranks = { name: 0, synonym: 1, namePrefix: 2, synonymPrefix: 3, wordPrefix: 4, part: 5 } as const;

/** Longer than any class name, in characters: longer texts are not even compared. */
export const longestName = 200;

interface SearchEntry {
  readonly index: number;
  readonly label: ClassLabel;
  readonly name: string;
  readonly synonyms: readonly string[];
}

/** Finds classes by name. Case, accents, hyphens and underscores are ignored. */
export class ClassSearch {
  readonly #entries: readonly SearchEntry[];

  constructor(labels: readonly ClassLabel[]) {
    this.#entries = labels.map((label, index) => ({
      index,
      label,
      name: normalize(label.name),
      synonyms: label.synonyms.map(normalize),
    }));
  }

  /**
   * Index of the class with this name or synonym; names take precedence over synonyms, lower indices over higher ones.
   */
  find(name: string): number | null {
    if (name.length > longestName) return null;
    const wanted = normalize(name);
    const entry =
      this.#entries.find(candidate => candidate.name === wanted) ??
      this.#entries.find(candidate => candidate.synonyms.includes(wanted));
    return entry?.index ?? null;
  }

  /** Indices of matching classes, best first; for an empty text, all in index order. */
  search(text: string, kind?: ClassLabel['kind']): number[] {
    if (text.length > longestName) return [];
    const wanted = normalize(text);
    const found: { index: number; rank: number }[] = [];
    for (const entry of this.#entries) {
      if (kind !== undefined && entry.label.kind !== kind) continue;
      const rank = wanted === '' ? 0 : rankOf(entry, wanted);
      if (rank !== null) found.push({ index: entry.index, rank });
    }
    return found.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ index }) => index);
  }

  /** Names similar to an unknown one, best first: those that contain it, then those a few typos away. */
  suggest(name: string, limit = 3): string[] {
    if (name.length > longestName) return [];
    const wanted = normalize(name);
    if (wanted === '') return [];
    const containing = this.search(name).map(index => this.#entries[index]);
    const tolerance = Math.max(1, Math.floor(wanted.length / 3));
    const similar = this.#entries
      .map(entry => ({ entry, distance: editDistance(entry.name, wanted) }))
      .filter(({ distance }) => distance <= tolerance)
      .sort((a, b) => a.distance - b.distance || a.entry.index - b.entry.index)
      .map(({ entry }) => entry);
    const names = [...containing, ...similar].flatMap(entry => (entry ? [entry.label.name] : []));
    return [...new Set(names)].slice(0, limit);
  }
}

function normalize(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .trim();
}

function rankOf(entry: SearchEntry, wanted: string): number | null {
  if (entry.name === wanted) return ranks.name;
  if (entry.synonyms.includes(wanted)) return ranks.synonym;
  if (entry.name.startsWith(wanted)) return ranks.namePrefix;
  if (entry.synonyms.some(synonym => synonym.startsWith(wanted))) return ranks.synonymPrefix;
  const all = [entry.name, ...entry.synonyms];
  if (all.some(text => text.includes(` ${wanted}`))) return ranks.wordPrefix;
  return all.some(text => text.includes(wanted)) ? ranks.part : null;
}

/** Edit distance: insertions, deletions, substitutions and transpositions that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

const searches = new WeakMap<readonly ClassLabel[], ClassSearch>();

/** The search index of these labels, built once. */
export function classSearch(labels: readonly ClassLabel[]): ClassSearch {
  let search = searches.get(labels);
  if (!search) {
    search = new ClassSearch(labels);
    searches.set(labels, search);
  }
  return search;
}
