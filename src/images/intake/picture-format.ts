import { InvalidPictureError } from './invalid-picture-error.ts';

/** Accepted formats of sources and masks. */
export type PictureFormat = 'JPEG' | 'PNG' | 'WebP' | 'GIF' | 'AVIF' | 'TIFF';

export const allowedFormats = 'a JPEG, PNG, WebP, GIF, AVIF or TIFF file';

interface Signature {
  readonly offset: number;
  /** Bytes as Latin-1. */
  readonly text: string;
}

const formats: readonly (readonly [PictureFormat, ...Signature[]])[] = [
  ['JPEG', at(0, '\xff\xd8\xff')],
  ['PNG', at(0, '\x89PNG\r\n\x1a\n')],
  ['WebP', at(0, 'RIFF'), at(8, 'WEBP')],
  ['GIF', at(0, 'GIF87a')],
  ['GIF', at(0, 'GIF89a')],
  ['AVIF', at(4, 'ftypavif')],
  ['AVIF', at(4, 'ftypavis')],
  ['TIFF', at(0, 'II*\0')],
  ['TIFF', at(0, 'MM\0*')],
  ['TIFF', at(0, 'II+\0')],
  ['TIFF', at(0, 'MM\0+')],
];

/** Common unsupported files, named in errors. */
const refused: readonly (readonly [string, Signature])[] = [
  ['a PDF document', at(0, '%PDF')],
  ['an SVG or XML document', at(0, '<svg')],
  ['an SVG or XML document', at(0, '<?xml')],
  ['an SVG or XML document', at(0, '<!DOCTYPE svg')],
  ['an HTML page', at(0, '<!DOCTYPE html')],
  ['a HEIC picture', at(4, 'ftyphei')],
  ['a HEIC picture', at(4, 'ftypmif1')],
  ['a HEIC picture', at(4, 'ftypmsf1')],
  ['a video', at(4, 'ftyp')],
  ['a JPEG XL picture', at(0, '\xff\x0a')],
  ['a JPEG XL picture', at(4, 'JXL ')],
  ['a JPEG 2000 picture', at(4, 'jP  ')],
  ['a BMP picture', at(0, 'BM')],
  ['an icon file', at(0, '\0\0\x01\0')],
  ['a Photoshop document', at(0, '8BPS')],
  ['a gzip archive', at(0, '\x1f\x8b')],
  ['a zip archive', at(0, 'PK\x03\x04')],
];

function at(offset: number, text: string): Signature {
  return { offset, text };
}

/**
 * The format of a file, detected from its first bytes rather than its name or declared type, so that the decoder sees
 * what was checked. Other interpretations (such as an archive appended to a picture) are ignored.
 * @throws InvalidPictureError for any other kind of file.
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1');
  const begins = ({ offset, text }: Signature) => start.startsWith(text, offset);
  const found = formats.find(([, ...signatures]) => signatures.every(begins));
  if (found) return found[0];
  throw new InvalidPictureError(describe(start, begins), allowedFormats);
}

function describe(start: string, begins: (signature: Signature) => boolean): string {
  if (start === '') return 'an empty file';
  const known = refused.find(([, signature]) => begins(signature));
  if (known) return known[0];
  const hex = Buffer.from(start.slice(0, 8), 'latin1')
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
  return `a file that begins with the bytes ${hex}`;
}

/** A file of this format, with its article. */
export function aFile(format: PictureFormat): string {
  return `${format === 'AVIF' ? 'an' : 'a'} ${format} file`;
}
