import { describe, expect, it } from 'vitest';
import { RecentPixels } from '../../src/images/output/recent-pixels.ts';

const pixels = (bytes: number) => ({ width: 1, height: 1, data: new Uint8Array(bytes) });

describe('recently decoded pixels', () => {
  it('are kept up to a size, those used last', () => {
    const recent = new RecentPixels(100);
    recent.add('a', pixels(40));
    recent.add('b', pixels(40));
    expect(recent.get('a')).toBeDefined();
    recent.add('c', pixels(40));
    expect(['a', 'b', 'c'].filter(digest => recent.get(digest))).toEqual(['a', 'c']);
  });

  it('that are larger than all the room are not kept', () => {
    const recent = new RecentPixels(100);
    recent.add('a', pixels(101));
    expect(recent.get('a')).toBeUndefined();
    recent.add('b', pixels(100));
    expect(recent.get('b')).toBeDefined();
  });

  it('take the room once when they are added twice', () => {
    const recent = new RecentPixels(100);
    recent.add('a', pixels(60));
    recent.add('a', pixels(60));
    recent.add('b', pixels(40));
    expect(recent.get('a')).toBeDefined();
  });
});
