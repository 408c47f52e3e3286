import { describe, expect, test } from 'vitest';
import { NoiseSource } from '../../src/flexvar/noise.ts';
import { greedyToken, TokenSampler } from '../../src/flexvar/sampling.ts';

/** Logits of a codebook, uneven but without ties. */
function someLogits(size: number, phase = 0): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 2.5 * Math.sin(i * 1.37 + phase) + Math.cos(i * 0.31));
}

/** Top-k, then top-p, computed the plain way: sort everything. */
function expectedProbabilities(logits: Float32Array, topK: number, topP: number): number[] {
  const order = [...logits.keys()].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0));
  const top = order.slice(0, topK === 0 ? logits.length : topK);
  const weights = top.map(index => Math.exp(logits[index] ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let kept = top.length;
  for (let removed = 0; kept > 1; kept--) {
    removed += (weights[kept - 1] ?? 0) / total;
    if (removed > 1 - topP) break;
  }
  const keptTotal = weights.slice(0, kept).reduce((sum, weight) => sum + weight, 0);
  const probabilities = new Array<number>(logits.length).fill(0);
  for (const [rank, index] of top.slice(0, kept).entries())
    probabilities[index] = (weights[rank] ?? 0) / keptTotal;
  return probabilities;
}

/** Upper 0.1 % point of the chi-square distribution, by the Wilson-Hilferty approximation. */
function chiSquareLimit(degrees: number): number {
  const z = 3.0902;
  return degrees * (1 - 2 / (9 * degrees) + z * Math.sqrt(2 / (9 * degrees))) ** 3;
}

describe.each([
  { topK: 0, topP: 1 },
  { topK: 9, topP: 1 },
  { topK: 0, topP: 0.8 },
  { topK: 12, topP: 0.7 },
])('top-k $topK, top-p $topP', ({ topK, topP }) => {
  test('tokens are drawn with the computed probabilities (chi-square)', () => {
    const logits = someLogits(24);
    const probabilities = expectedProbabilities(logits, topK, topP);
    const sampler = new TokenSampler(logits.length, { topK, topP });
    const draws = 40_000;
    const counts = new Array<number>(logits.length).fill(0);
    for (let image = 0; image < 4; image++) {
      const noise = new NoiseSource(20_251, image);
      for (let draw = 0; draw < draws / 4; draw++) {
        const token = sampler.draw(logits, noise, draw % 10, Math.floor(draw / 10));
        counts[token] = (counts[token] ?? 0) + 1;
      }
    }
    let chiSquare = 0;
    let cells = 0;
    for (const [token, probability] of probabilities.entries()) {
      const count = counts[token] ?? 0;
      if (probability === 0) {
        expect(count).toBe(0);
        continue;
      }
      cells++;
      chiSquare += (count - draws * probability) ** 2 / (draws * probability);
    }
    expect(chiSquare).toBeLessThan(chiSquareLimit(cells - 1));
  });

  test('exactly the expected candidates are kept, whatever the logits', () => {
    const size = 500;
    const sampler = new TokenSampler(size, { topK, topP });
    for (let phase = 0; phase < 50; phase++) {
      const logits = someLogits(size, phase);
      const threshold = sampler.threshold(logits);
      const kept = [...logits].map(logit => logit >= threshold);
      expect(kept).toEqual(expectedProbabilities(logits, topK, topP).map(probability => probability > 0));
    }
  });
});

test('a very small top-p keeps the likeliest candidate', () => {
  const logits = someLogits(100);
  const sampler = new TokenSampler(100, { topK: 0, topP: 1e-9 });
  expect(sampler.draw(logits, new NoiseSource(1, 0), 0, 0)).toBe(greedyToken(logits));
});

test('candidates as likely as the last one kept are kept too', () => {
  const logits = Float32Array.of(1, 3, 2, 2, 0);
  expect(new TokenSampler(5, { topK: 2, topP: 1 }).threshold(logits)).toBe(2);
});

test('top-k 1 takes the first of the likeliest', () => {
  const logits = Float32Array.of(0, 5, 5, 1);
  expect(new TokenSampler(4, { topK: 1, topP: 1 }).draw(logits, new NoiseSource(1, 0), 0, 0)).toBe(1);
});

test('logits that are not numbers are an error, not a token', () => {
  const logits = new Float32Array(4).fill(Number.NaN);
  const sampler = new TokenSampler(4, { topK: 0, topP: 1 });
  expect(() => sampler.draw(logits, new NoiseSource(1, 0), 0, 0)).toThrow(RangeError);
});
