import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContactSheet } from '../../src/images/output/contact-sheet.ts';

let folder: string;
let file: string;

/** Four columns and three rows of 8 x 8 pixels, each cell of a grey of its own. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flexvar-sheet-'));
  file = join(folder, 'sheet.png');
  const data = Buffer.alloc(32 * 24 * 3);
  for (let y = 0; y < 24; y++)
    for (let x = 0; x < 32; x++)
      data.fill(10 * (Math.floor(y / 8) * 4 + Math.floor(x / 8)), (y * 32 + x) * 3, (y * 32 + x + 1) * 3);
  await sharp(data, { raw: { width: 32, height: 24, channels: 3 } })
    .png()
    .toFile(file);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a contact sheet', () => {
  it.each([9, 10, 12])('of %i pictures has each in its place, row by row', async count => {
    const sheet = await ContactSheet.read(await readFile(file), count);
    const digests = new Set<string>();
    for (let index = 0; index < count; index++) {
      const picture = sheet.picture(index);
      digests.add(picture?.digest ?? '');
      const { width, height, data } = (await picture?.decode()) ?? { data: new Uint8Array() };
      expect([width, height]).toEqual([8, 8]);
      expect(new Set(data)).toEqual(new Set([10 * index]));
    }
    expect(digests.size).toBe(count);
    expect(sheet.picture(count)).toBeNull();
    expect(sheet.picture(-1)).toBeNull();
  });

  it('cannot be of a number of squares that it has no room for, or much more than room', async () => {
    await expect(ContactSheet.read(await readFile(file), 7)).rejects.toThrow(
      '32 x 24 pixels does not hold 7 squares',
    );
  });
});
