import { describe, expect, it } from 'vitest';
import { dataUriBytes } from '../../src/images/intake/data-uri.ts';
import { InvalidPictureError } from '../../src/images/intake/invalid-picture-error.ts';

function refusal(uri: string): InvalidPictureError {
  try {
    dataUriBytes(uri);
  } catch (error) {
    if (error instanceof InvalidPictureError) return error;
    throw error;
  }
  throw new Error('The text was read.');
}

describe('a data URI', () => {
  it.each([
    'data:image/png;base64,aGVsbG8=',
    'data:image/png;base64,aGVsbG8',
    'data:;base64,aGVsbG8=',
    'DATA:text/plain;charset=utf-8;BASE64,aGVsbG8=',
  ])('%s is read, whatever type it claims', uri => {
    expect(Buffer.from(dataUriBytes(uri)).toString()).toBe('hello');
  });

  it('may be large', () => {
    const bytes = Buffer.alloc(8 * 2 ** 20, 7);
    expect(bytes.equals(dataUriBytes(`data:image/png;base64,${bytes.toString('base64')}`))).toBe(true);
  });

  it.each([
    ['http://localhost/picture.png', 'http://localhost/picture.png'],
    ['file:///etc/passwd', 'file:///etc/passwd'],
    ['', ''],
    ['data:image/png;base64', 'data:image/png;base64'],
    ['data:image/svg+xml,%3Csvg/%3E', 'data:image/svg+xml, without base64'],
    ['data:image/png;base64,a b', 'data:image/png;base64, followed by text that is not base64'],
    ['data:image/png;base64,abcde', 'data:image/png;base64, followed by text that is not base64'],
    ['data:image/png;base64,ab-_', 'data:image/png;base64, followed by text that is not base64'],
    [`x${'y'.repeat(1000)}`, `x${'y'.repeat(99)}...`],
  ])('%s is refused', (uri, given) => {
    const error = refusal(uri);
    expect(error.given).toBe(given);
    expect(error.allowed).toContain('a data URI such as data:image/png;base64,');
  });
});
