import { expect, test } from 'vitest';
import { doubtOf } from '../../models/evaluate/doubt.ts';
import { FeatureSpace } from '../../models/evaluate/feature-space.ts';
import { placePicture } from '../../models/evaluate/place-picture.ts';
import { indexOfLeast, squaredDistances } from '../../models/evaluate/squared-distances.ts';
import { disc } from './pictures.ts';

const red = [220, 30, 30] as const;
const blue = [30, 60, 200] as const;

const nearest = (features: Float64Array, candidates: Float64Array[]) =>
  indexOfLeast(squaredDistances(features, candidates));

test('the nearest picture is the one at the smallest distance, the first of equal ones', () => {
  const candidates = [Float64Array.of(5, 0), Float64Array.of(0, 1), Float64Array.of(0, -1)];
  expect(squaredDistances(Float64Array.of(4, 1), candidates)).toEqual([2, 16, 20]);
  expect(nearest(Float64Array.of(4, 1), candidates)).toBe(0);
  expect(nearest(Float64Array.of(0, 0), candidates)).toBe(1);
  expect(nearest(Float64Array.of(0, 0), [])).toBe(-1);
});

test('a picture is doubtful as it nears another than the one that was meant, and failed when that is nearer', () => {
  expect(doubtOf([4, 16, 100], 0)).toEqual({ ratio: 0.5, rival: 1 });
  expect(doubtOf([4, 16, 100], 1)).toEqual({ ratio: 2, rival: 0 });
  expect(doubtOf([0, 16], 0)).toEqual({ ratio: 0, rival: 1 });
  expect(() => doubtOf([4], 0)).toThrow(RangeError);
  expect(() => doubtOf([4, 16], -1)).toThrow(RangeError);
});

test('a slightly different picture is nearest to its own, by colour and by shape', async () => {
  const pictures = [disc(64, 0.4, red), disc(64, 0.4, blue), disc(64, 0.2, red), disc(64, 0.2, blue)];
  const space = await FeatureSpace.fit(pictures);
  const features = await Promise.all(pictures.map(picture => space.describe(picture)));
  const altered = [
    disc(64, 0.37, red),
    disc(64, 0.43, [60, 80, 220]),
    disc(64, 0.22, [200, 60, 50]),
    disc(64, 0.18, blue),
  ];
  const found = await Promise.all(
    altered.map(async picture => nearest(await space.describe(picture), features)),
  );
  expect(found).toEqual([0, 1, 2, 3]);
  expect(space.project(features[0] ?? new Float64Array())).toHaveLength(3);
});

test('pictures of another shape are refused', async () => {
  const space = await FeatureSpace.fit([disc(64, 0.4, red), disc(64, 0.3, blue)]);
  await expect(space.describe(disc(32, 0.4, red))).rejects.toThrow('64 x 64');
});

test('a picture is placed in the middle of a canvas of any shape', async () => {
  const placed = await placePicture(disc(64, 0.5, red), 40, 80, 0.5);
  expect([placed.width, placed.height, placed.data.length]).toEqual([40, 80, 40 * 80 * 3]);
  const at = (x: number, y: number) => [...placed.data.slice(3 * (y * 40 + x), 3 * (y * 40 + x) + 3)];
  expect(at(20, 40)).toEqual([...red]);
  expect(at(20, 29)).toEqual([255, 255, 255]);
});
