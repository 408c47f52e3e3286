import { expect, test } from 'vitest';
import { NoiseSource } from '../../src/flexvar/noise.ts';
import { philox4x32 } from '../../src/flexvar/philox.ts';

type Words4 = [number, number, number, number];

/** Counter, key and result of philox4x32-10, from `kat_vectors` of the authors' Random123 library. */
const knownAnswers: [Words4, [number, number], Words4][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

test.each(knownAnswers)('counter %j with key %j gives the published words', (counter, key, expected) => {
  const words = new Uint32Array(4);
  philox4x32(words, ...counter, ...key);
  expect([...words]).toEqual(expected);
});

test('noise is a function of its address alone', () => {
  const seed = 2 ** 53 - 1;
  const forwards = new NoiseSource(seed, 3);
  const backwards = new NoiseSource(seed, 3);
  const addresses = Array.from({ length: 200 }, (_, i) => [i % 5, i % 7, i * 3] as const);
  const inOrder = addresses.map(address => forwards.uniform(...address));
  const reversed = addresses
    .toReversed()
    .map(address => backwards.uniform(...address))
    .toReversed();
  expect(reversed).toEqual(inOrder);
});

test('every part of the address changes the noise', () => {
  const at = (seed: number, image: number, scale: number, cell: number, candidate: number) =>
    new NoiseSource(seed, image).uniform(scale, cell, candidate);
  const values = [
    at(1, 0, 0, 0, 0),
    at(2, 0, 0, 0, 0),
    at(1 + 2 ** 32, 0, 0, 0, 0),
    at(1, 1, 0, 0, 0),
    at(1, 0, 1, 0, 0),
    at(1, 0, 0, 1, 0),
    at(1, 0, 0, 0, 1),
    at(1, 0, 0, 0, 4),
  ];
  expect(new Set(values).size).toBe(values.length);
});

test('noise has the mean and the variance of the uniform distribution, and neighbours are independent', () => {
  const noise = new NoiseSource(11, 0);
  const values = Array.from(
    { length: 100_000 },
    (_, i) => noise.uniform(0, i % 100, Math.floor(i / 100)) - 0.5,
  );
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  // Five standard errors of each.
  expect(Math.abs(mean(values))).toBeLessThan(0.0046);
  expect(Math.abs(mean(values.map(value => value ** 2)) - 1 / 12)).toBeLessThan(0.0012);
  expect(Math.abs(mean(values.map((value, i) => value * (values[i - 1] ?? 0))))).toBeLessThan(0.0013);
  expect(Math.abs(mean(values.map((value, i) => value * (values[i - 100] ?? 0))))).toBeLessThan(0.0013);
});
