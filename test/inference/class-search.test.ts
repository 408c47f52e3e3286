import { describe, expect, it } from 'vitest';
import { ClassSearch } from '../../src/inference/packs/class-search.ts';
import type { ClassLabel } from '../../src/inference/packs/pack.ts';

const label = (name: string, synonyms: string[] = [], kind: ClassLabel['kind'] = 'thing'): ClassLabel => ({
  name,
  synonyms,
  kind,
  group: null,
});

const labels = [
  label('red fox', ['Vulpes vulpes']),
  label('fox', ['reynard']),
  label('foxglove'),
  label('café', ['coffee house']),
  label('reynard', []),
  label('mammals', ['animals'], 'group'),
];
const search = new ClassSearch(labels);
const named = (indices: readonly number[]) => indices.map(index => labels[index]?.name);

describe('finding a class', () => {
  it.each([
    ['fox', 'fox'],
    ['  FOX ', 'fox'],
    ['red-fox', 'red fox'],
    ['Red_Fox', 'red fox'],
    ['vulpes vulpes', 'red fox'],
    ['cafe', 'café'],
    ['CAFÉ', 'café'],
    ['reynard', 'reynard'],
  ])('takes %j for %j', (text, name) => {
    const index = search.find(text);
    expect(named(index === null ? [] : [index])).toEqual([name]);
  });

  it.each(['', 'fo', 'foxes', '0', '__proto__'])('finds nothing for %j', text => {
    expect(search.find(text)).toBeNull();
  });
});

describe('searching classes', () => {
  it('puts whole names first, then beginnings, then words, then parts', () => {
    expect(named(search.search('fox'))).toEqual(['fox', 'foxglove', 'red fox']);
    expect(named(search.search('love'))).toEqual(['foxglove']);
    expect(named(search.search('reynard'))).toEqual(['reynard', 'fox']);
    expect(named(search.search('house'))).toEqual(['café']);
  });

  it('gives all in index order for nothing, and keeps to a kind', () => {
    expect(search.search('')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(search.search('', 'group')).toEqual([5]);
    expect(search.search('a', 'group')).toEqual([5]);
  });
});

describe('suggesting classes', () => {
  it.each([
    ['fxo', ['fox']],
    ['foxx', ['fox']],
    ['foxglov', ['foxglove']],
    ['renyard', ['reynard']],
    ['spaceship', []],
    ['', []],
  ])('for %j gives %j', (text, names) => {
    expect(search.suggest(text)).toEqual(names);
  });

  it('gives three at most', () => {
    const many = new ClassSearch(['oak a', 'oak b', 'oak c', 'oak d'].map(name => label(name)));
    expect(many.suggest('oak')).toEqual(['oak a', 'oak b', 'oak c']);
  });
});
