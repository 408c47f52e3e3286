import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadRequest, download } from '../../models/converter/download.ts';
import { Hub, sha256 } from './hub.ts';
import { temporaryFolder } from './temporary-folder.ts';

const path = temporaryFolder();
// Large enough that a connection cut in the middle has brought something.
const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * index) >> 3));
let hub: Hub;

beforeEach(async () => {
  hub = await Hub.start();
  hub.files.set('model.pth', content);
});
afterEach(() => hub[Symbol.asyncDispose]());

function fetchModel(more: Partial<DownloadRequest> = {}): Promise<boolean> {
  return download({
    url: `${hub.url}/resolve/main/model.pth`,
    target: path('model.pth'),
    signal: new AbortController().signal,
    retryMilliseconds: 1,
    ...more,
  });
}

describe('a download from a model hub', () => {
  it('is checked against the sha256 on the redirect', async () => {
    expect(await fetchModel()).toBe(true);
    expect(sha256(await readFile(path('model.pth')))).toBe(sha256(content));
    expect(await readdir(path())).toEqual(['model.pth']);
  });

  it('tells how far it is', async () => {
    const progress: [number, number][] = [];
    await fetchModel({ onProgress: (received, total) => progress.push([received, total]) });
    expect(progress.at(-1)).toEqual([content.length, content.length]);
  });

  it('goes on from where a cut connection stopped', async () => {
    hub.misbehave({ cutAfter: 1_000_000, cuts: 2 });
    expect(await fetchModel()).toBe(true);
    expect(hub.ranges[0]).toBeNull();
    expect(hub.ranges.slice(1).every(range => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
    expect(sha256(await readFile(path('model.pth')))).toBe(sha256(content));
  });

  it('cuts a connection that brings nothing for long, and goes on', async () => {
    hub.misbehave({ cutAfter: 1_000_000, cuts: 1, stalls: true });
    expect(await fetchModel({ stallMilliseconds: 200 })).toBe(true);
    expect(hub.ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
    expect(sha256(await readFile(path('model.pth')))).toBe(sha256(content));
  });

  it('keeps the part when it gives up, and the next attempt goes on from there', async () => {
    hub.misbehave({ cutAfter: 1_200_000, cuts: 1 });
    await expect(fetchModel({ attempts: 0 })).rejects.toThrow(
      /lost after [1-9]\d+ of 3000000 bytes; run the command again/,
    );
    expect((await readdir(path())).sort()).toEqual(['model.pth.part', 'model.pth.part.json']);
    hub.misbehave({});
    expect(await fetchModel()).toBe(true);
    expect(hub.ranges.at(-1)).toMatch(/^bytes=[1-9]\d+-$/);
    expect(await readdir(path())).toEqual(['model.pth']);
  });

  it('starts over when the file on the hub has changed', async () => {
    hub.misbehave({ cutAfter: 1_200_000, cuts: 1 });
    await expect(fetchModel({ attempts: 0 })).rejects.toThrow(/lost/);
    const changed = Buffer.from(content.toReversed());
    hub.files.set('model.pth', changed);
    expect(await fetchModel()).toBe(true);
    expect(hub.ranges.at(-1)).toBeNull();
    expect(sha256(await readFile(path('model.pth')))).toBe(sha256(changed));
  });

  it('starts over when the server ignores ranges', async () => {
    hub.misbehave({ cutAfter: 1_000_000, cuts: 1, ignoresRange: true });
    expect(await fetchModel()).toBe(true);
    expect(sha256(await readFile(path('model.pth')))).toBe(sha256(content));
  });

  it('refuses a file with one wrong bit, and removes it', async () => {
    hub.misbehave({ corruptByte: 2_000_000 });
    await expect(fetchModel()).rejects.toThrow(
      new RegExp(
        `^model.pth is damaged: its sha256 is [0-9a-f]{64}, expected ${sha256(content)}; it was removed$`,
      ),
    );
    expect(await readdir(path())).toEqual([]);
  });

  it('checks against a given sha256 when the server says none', async () => {
    hub.misbehave({ silentOnChecksum: true });
    expect(await fetchModel()).toBe(false);
    expect(await fetchModel({ sha256: sha256(content) })).toBe(true);
    await writeFile(path('model.pth'), 'older');
    await expect(fetchModel({ sha256: '0'.repeat(64) })).rejects.toThrow(/is damaged/);
  });

  it('does not download again what is there already', async () => {
    await writeFile(path('model.pth'), content);
    expect(await fetchModel()).toBe(true);
    expect(hub.ranges).toEqual([]);
  });

  it('says which address was not found, or cannot be reached', async () => {
    await expect(fetchModel({ url: `${hub.url}/resolve/main/other.pth` })).rejects.toThrow(
      `${hub.url}/resolve/main/other.pth was not found (404)`,
    );
    await expect(fetchModel({ url: 'http://127.0.0.1:9/model.pth' })).rejects.toThrow(
      /^http:\/\/127.0.0.1:9\/model.pth cannot be reached: /,
    );
  });

  it('gives up after several connections that brought nothing', async () => {
    hub.misbehave({ cutAfter: 0 });
    await expect(fetchModel({ attempts: 2 })).rejects.toThrow(
      /the connection was lost after 0 of 3000000 bytes/,
    );
    expect(hub.ranges).toHaveLength(2);
  });

  it('ends at once when it is interrupted', async () => {
    hub.misbehave({ cutAfter: 50_000, cuts: 1 });
    const controller = new AbortController();
    const interrupted = fetchModel({ signal: controller.signal, retryMilliseconds: 60_000 });
    const reason = new Error('interrupted');
    controller.abort(reason);
    await expect(interrupted).rejects.toBe(reason);
  });
});
