import { expect, test } from 'vitest';
import { resizePicture } from '../../models/evaluate/place-picture.ts';
import { psnr } from '../../models/evaluate/psnr.ts';
import { risesAtEveryStep, scaleSimilarity } from '../../models/evaluate/scale-similarity.ts';
import { disc } from './pictures.ts';

test('ever finer versions of one picture come ever nearer to it', async () => {
  const picture = disc(64, 0.4, [20, 120, 200]);
  const scales = await Promise.all([4, 8, 16, 32, 64].map(side => resizePicture(picture, side, side)));
  const likeness = await scaleSimilarity(scales);
  expect(likeness).toHaveLength(4);
  expect(risesAtEveryStep(likeness)).toBe(true);
});

test('a scale that steps back is noticed', () => {
  expect(risesAtEveryStep([10, 12, 11.9, 15])).toBe(false);
  expect(risesAtEveryStep([10, 10])).toBe(false);
});

test('a difference of one level everywhere is 48.13 dB', () => {
  const picture = disc(16, 0.4, [20, 120, 200]);
  const other = { ...picture, data: picture.data.map(value => value - 1) };
  expect(psnr(picture, other)).toBeCloseTo(48.13, 2);
  expect(psnr(picture, picture)).toBe(Number.POSITIVE_INFINITY);
});
