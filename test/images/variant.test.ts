import { describe, expect, it } from 'vitest';
import { formatOfExtension, resolveVariant } from '../../src/images/encode/variant.ts';
import { imagePath } from '../../src/images/output/image-path.ts';

const small = { width: 64, height: 48 };
const large = { width: 512, height: 256 };

describe('a variant', () => {
  it('has the size of the picture unless a smaller one is requested', () => {
    expect(resolveVariant(large, { format: 'PNG' })).toMatchObject({ width: 512, height: 256 });
    expect(resolveVariant(large, { format: 'PNG', maxEdge: 600 })).toMatchObject({ width: 512, height: 256 });
    expect(resolveVariant(large, { format: 'PNG', maxEdge: 100 })).toMatchObject({ width: 100, height: 50 });
    expect(resolveVariant({ width: 16, height: 512 }, { format: 'PNG', maxEdge: 8 })).toMatchObject({
      width: 1,
      height: 8,
    });
  });

  it.each([
    ['WEBP', small, undefined, null],
    ['AVIF', small, undefined, null],
    ['WEBP', large, undefined, 90],
    ['AVIF', large, undefined, 70],
    ['JPEG', small, undefined, 90],
    ['PNG', large, 5, null],
    ['WEBP', small, 30, 30],
  ] as const)('as %s of %j with quality %s is compressed to %s', (format, picture, quality, expected) => {
    expect(resolveVariant(picture, { format, quality }).quality).toBe(expected);
  });

  it('that is small only because it was shrunk is lossless too', () => {
    expect(resolveVariant(large, { format: 'WEBP', maxEdge: 127 }).quality).toBeNull();
    expect(resolveVariant(large, { format: 'WEBP', maxEdge: 128 }).quality).toBe(90);
  });

  it.each([
    [{ maxEdge: 0 }, 'maxEdge must be a whole number from 1 to 16384; given: 0'],
    [{ maxEdge: Number.NaN }, 'maxEdge must be a whole number from 1 to 16384; given: NaN'],
    [{ quality: -1 }, 'quality must be a whole number from 1 to 100; given: -1'],
    [{ quality: 50.5 }, 'quality must be a whole number from 1 to 100; given: 50.5'],
  ])('cannot be made with %j', (request, message) => {
    expect(() => resolveVariant(small, { format: 'WEBP', ...request })).toThrow(message);
  });
});

describe('addresses of pictures', () => {
  it('say everything that decides the bytes', () => {
    expect(imagePath('id', 3, { format: 'WEBP' })).toBe('/images/id/3.webp');
    expect(imagePath('id', 3, { format: 'JPEG', maxEdge: 64, quality: 80 })).toBe(
      '/images/id/3.jpg?edge=64&quality=80',
    );
  });

  it.each([
    ['webp', 'WEBP'],
    ['jpg', 'JPEG'],
    ['jpeg', 'JPEG'],
    ['PNG', 'PNG'],
    ['avif', 'AVIF'],
    ['gif', null],
    ['', null],
  ])('end in %j for %s', (name, format) => {
    expect(formatOfExtension(name)).toBe(format);
  });
});
