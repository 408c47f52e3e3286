import damerauLevenshtein from 'damerau-levenshtein';
import { matchSorter, rankings } from 'match-sorter';
import type { ClassLabel } from './pack.ts';

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

  /**
   * Indices of matching classes, best first: whole names, then prefixes, then words, then parts; names before synonyms. For an empty
   * text, all in index order.
   */
  search(text: string, kind?: ClassLabel['kind']): number[] {
    if (text.length > longestName) return [];
    const entries = this.#entries.filter(({ label }) => kind === undefined || label.kind === kind);
    const wanted = normalize(text);
    const found =
      wanted === ''
        ? entries
        : matchSorter(entries, wanted, {
            keys: ['name', ({ synonyms }) => [...synonyms]],
            threshold: rankings.CONTAINS,
            baseSort: (a, b) => a.index - b.index,
            keepDiacritics: true,
          });
    return found.map(({ index }) => index);
  }

  /** Names similar to an unknown one, best first: those that contain it, then those a few typos away. */
  suggest(name: string, limit = 3): string[] {
    if (name.length > longestName) return [];
    const wanted = normalize(name);
    if (wanted === '') return [];
    const containing = this.search(name).map(index => this.#entries[index]);
    const tolerance = Math.max(1, Math.floor(wanted.length / 3));
    const similar = this.#entries
      .map(entry => ({ entry, distance: damerauLevenshtein(entry.name, wanted).steps }))
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
