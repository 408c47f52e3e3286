import { describe, expect, it } from 'vitest';
import { distances } from '../../src/images/canvas/distance.ts';
import { fillHole } from '../../src/images/canvas/fill-hole.ts';

const width = 23;
const height = 17;

/** A slope from black to white, left to right, with `inside` painted into a rectangle in the middle. */
function slopeWith(inside: (position: number) => number) {
  const data = new Uint8Array(width * height * 3);
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const position = y * width + x;
      const hole = x >= 8 && x < 15 && y >= 5 && y < 12;
      mask[position] = hole ? 255 : 0;
      data.fill(hole ? inside(position) : x * 11, position * 3, position * 3 + 3);
    }
  }
  return { picture: { width, height, data }, mask };
}

describe('filling a hole', () => {
  it('takes nothing from inside it', () => {
    const one = slopeWith(() => 0);
    const other = slopeWith(position => (position * 97) % 256);
    expect(fillHole(one.picture, one.mask).data).toEqual(fillHole(other.picture, other.mask).data);
  });

  it('leaves everything else as it is', () => {
    const { picture, mask } = slopeWith(() => 200);
    const filled = fillHole(picture, mask).data;
    for (const [position, value] of mask.entries())
      if (value === 0) expect(filled[position * 3]).toBe(picture.data[position * 3]);
  });

  it('goes on smoothly from the surroundings', () => {
    const { picture, mask } = slopeWith(() => 255);
    const filled = fillHole(picture, mask).data;
    for (let x = 9; x < 14; x++)
      expect(Math.abs((filled[(8 * width + x) * 3] ?? 0) - x * 11)).toBeLessThan(30);
  });

  it('takes the surroundings from further away with a margin', () => {
    const { picture, mask } = slopeWith(() => 255);
    picture.data.fill(0, (4 * width + 8) * 3, (4 * width + 15) * 3);
    const filled = fillHole(picture, mask, 2).data;
    expect(filled[(4 * width + 11) * 3]).toBeGreaterThan(60);
  });

  it('is the picture itself for an empty mask, and grey for a full one', () => {
    const { picture } = slopeWith(() => 9);
    expect(fillHole(picture, new Uint8Array(width * height)).data).toEqual(picture.data);
    const grey = fillHole(picture, new Uint8Array(width * height).fill(1)).data;
    expect(new Set(grey)).toEqual(new Set([128]));
  });

  it('refuses a mask of another size', () => {
    const { picture } = slopeWith(() => 9);
    expect(() => fillHole(picture, new Uint8Array(5))).toThrow('a mask of 5 pixels does not fit');
  });
});

describe('distances', () => {
  it('are those that measuring every pair gives', () => {
    const marked = (position: number) => (position * 7919) % 31 === 0;
    const found = distances(width, height, marked);
    for (const [position, distance] of found.entries()) {
      let nearest = Number.POSITIVE_INFINITY;
      for (let other = 0; other < found.length; other++)
        if (marked(other))
          nearest = Math.min(
            nearest,
            Math.hypot(
              (position % width) - (other % width),
              Math.floor(position / width) - Math.floor(other / width),
            ),
          );
      expect(distance).toBeCloseTo(nearest, 5);
    }
  });

  it('are infinite when nothing is marked', () => {
    expect(new Set(distances(4, 3, () => false))).toEqual(new Set([Number.POSITIVE_INFINITY]));
  });
});
