import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The page lives by the schema alone; its own parts are none of the server's. */
const sources = ['schema', 'src'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(file => join(folder, file))
    .filter(file => file.endsWith('.ts') && !file.startsWith(join('src', 'studio', '/'))),
);

/** Our own files that each file imports, types included. */
const imports = new Map(sources.map(file => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = text.matchAll(/^(?:import|export)\b[^'";]*'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm);
  return [...specifiers].map(([, whole, part = '']) => normalize(join(dirname(file), whole ?? part)));
}

function roomOf(file: string): string {
  const [folder = '', room = '', ...rest] = file.split('/');
  if (folder !== 'src') return folder;
  return rest.length === 0 ? 'main' : room;
}

/** What each room may import, as ARCHITECTURE.md draws it: lines such as `images -> inference, flexvar`. */
function drawnArrows(): Map<string, readonly string[]> {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const drawing = /```arrows\n(.*?)```/s.exec(text)?.[1] ?? '';
  return new Map(
    drawing
      .trim()
      .split('\n')
      .map(line => {
        const [room = '', targets = ''] = line.split('->');
        return [room.trim(), targets.split(',').flatMap(target => target.trim() || [])];
      }),
  );
}

/** A way from a file back to itself; null when there is none. */
function circleThrough(start: string): string[] | null {
  const seen = new Set<string>();
  const waiting = (imports.get(start) ?? []).map(file => [start, file]);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = path.at(-1) ?? start;
    if (file === start) return path;
    if (seen.has(file)) continue;
    seen.add(file);
    for (const next of imports.get(file) ?? []) waiting.push([...path, next]);
  }
  return null;
}

describe('imports', () => {
  const drawn = drawnArrows();

  it('go from room to room as ARCHITECTURE.md draws them, and no arrow is drawn for nothing', () => {
    const found = new Map<string, Set<string>>(sources.map(file => [roomOf(file), new Set()]));
    for (const [file, targets] of imports)
      for (const target of targets)
        if (roomOf(target) !== roomOf(file)) found.get(roomOf(file))?.add(roomOf(target));
    const sorted = (arrows: Iterable<[string, Iterable<string>]>) =>
      Object.fromEntries([...arrows].map(([room, targets]) => [room, [...targets].sort()]));
    expect(sorted(found)).toEqual(sorted(drawn));
  });

  it('make no circle of rooms: each is drawn below all that it uses', () => {
    const rooms = [...drawn.keys()];
    for (const [room, targets] of drawn)
      for (const target of targets)
        expect(rooms.indexOf(target), `${room} -> ${target}`).toBeLessThan(rooms.indexOf(room));
  });

  it('make no circle of files', () => {
    expect(sources.map(circleThrough).find(circle => circle !== null) ?? null).toBeNull();
  });

  it('name files that are there', () => {
    const known = new Set(sources);
    const missing = [...imports].flatMap(([file, targets]) =>
      targets.filter(target => !known.has(target)).map(target => `${file} -> ${relative('.', target)}`),
    );
    expect(missing).toEqual([]);
  });
});
