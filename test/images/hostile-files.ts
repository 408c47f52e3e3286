import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Files that claim more than they hold, or hold more than a decoder can bear. Each is built in code: none is large. */

/** A PNG whose header claims a size; the pixels are zeros, `rows` of them. */
export function claimedPng(width: number, height: number, rows: number, interlaced = false): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 2;
  header[12] = interlaced ? 1 : 0;
  return png(
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc((1 + width * 3) * rows))),
    pngChunk('IEND'),
  );
}

/** A PNG of 8 x 8 with a text chunk that unpacks to `bytes`. */
export function textBombPng(bytes: number): Buffer {
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  const text = Buffer.concat([Buffer.from('comment\0\0'), deflateSync(Buffer.alloc(bytes))]);
  return png(
    pngChunk('IHDR', header),
    pngChunk('zTXt', text),
    pngChunk('IDAT', deflateSync(Buffer.alloc(9 * 8))),
    pngChunk('IEND'),
  );
}

function png(...chunks: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

export function pngChunk(kind: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), chunk.length - 4);
  return chunk;
}

/** A GIF: the first frame red, the others blue, each with the data of one pixel. */
export function gifOfFrames(count: number, screen = { width: 1, height: 1 }, frame = screen): Buffer {
  const size = ({ width, height }: { width: number; height: number }) => [
    width & 255,
    width >> 8,
    height & 255,
    height >> 8,
  ];
  const head = [...Buffer.from('GIF89a'), ...size(screen), 0x80, 0, 0, 255, 0, 0, 0, 0, 255];
  // Descriptor, two-bit codes, then clear, colour, end as one sub-block.
  const picture = (colour: number) => [
    ...[0x2c, 0, 0, 0, 0, ...size(frame), 0],
    ...[2, 2, 0x44 | (colour << 3), 0x01, 0],
  ];
  const others = Array.from({ length: count - 1 }, () => Buffer.from(picture(1)));
  return Buffer.concat([Buffer.from(head), Buffer.from(picture(0)), ...others, Buffer.from([0x3b])]);
}

/** A grey TIFF of 8 x 8 with so many pages, all of the same pixels. */
export function tiffOfPages(count: number): Buffer {
  const entries = 8;
  const directoryBytes = 2 + entries * 12 + 4;
  const pixels = 8;
  const first = pixels + 64;
  const file = Buffer.alloc(first + count * directoryBytes, 200);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(first, 4);
  for (let page = 0; page < count; page++) {
    const start = first + page * directoryBytes;
    file.writeUInt16LE(entries, start);
    const values: readonly [tag: number, type: number, value: number][] = [
      [256, 4, 8],
      [257, 4, 8],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, pixels],
      [278, 4, 8],
      [279, 4, 64],
    ];
    for (const [index, [tag, type, value]] of values.entries()) {
      const entry = start + 2 + index * 12;
      file.writeUInt16LE(tag, entry);
      file.writeUInt16LE(type, entry + 2);
      file.writeUInt32LE(1, entry + 4);
      file.writeUInt32LE(value, entry + 8);
    }
    const next = page + 1 < count ? start + directoryBytes : 0;
    file.writeUInt32LE(next, start + directoryBytes - 4);
  }
  return file;
}

/** An animated WebP of red frames that claims a size. */
export async function webpOfFrames(count: number, size = { width: 8, height: 8 }): Promise<Buffer> {
  const red = { width: 8, height: 8, channels: 3, background: 'red' } as const;
  const still = await sharp({ create: red }).webp({ lossless: true }).toBuffer();
  const canvas = Buffer.alloc(10);
  canvas[0] = 2;
  canvas.writeUIntLE(size.width - 1, 4, 3);
  canvas.writeUIntLE(size.height - 1, 7, 3);
  const placement = Buffer.alloc(16);
  placement.writeUIntLE(7, 6, 3);
  placement.writeUIntLE(7, 9, 3);
  const frame = webpChunk('ANMF', Buffer.concat([placement, still.subarray(12)]));
  const frames = Array.from({ length: count }, () => frame);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    webpChunk('VP8X', canvas),
    webpChunk('ANIM', Buffer.alloc(6)),
    ...frames,
  ]);
  return webpChunk('RIFF', body);
}

export function webpChunk(kind: string, data: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(kind, 'latin1');
  header.writeUInt32LE(data.length, 4);
  return Buffer.concat([header, data, Buffer.alloc(data.length & 1)]);
}

/** A JPEG of 64 x 64 whose header claims another size. */
export async function claimedJpeg(width: number, height: number): Promise<Buffer> {
  const file = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
  file.writeUInt16BE(height, frame + 5);
  file.writeUInt16BE(width, frame + 7);
  return file;
}

/** A segment of a JPEG: marker, length, data. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** An AVIF of 64 x 64 whose container claims a larger square. */
export async function claimedAvif(side: number): Promise<Buffer> {
  const create = { width: 64, height: 64, channels: 3, background: 'grey' } as const;
  const file = await sharp({ create }).avif({ effort: 0 }).toBuffer();
  const size = file.indexOf('ispe');
  file.writeUInt32BE(side, size + 8);
  file.writeUInt32BE(side, size + 12);
  return file;
}

/** An AVIF whose container claims 64 x 64 while the picture in it is larger. */
export async function understatedAvif(side: number): Promise<Buffer> {
  const create = { width: side, height: side, channels: 3, background: 'grey' } as const;
  const file = await sharp({ create }).avif({ effort: 0 }).toBuffer();
  const size = file.indexOf('ispe');
  file.writeUInt32BE(64, size + 8);
  file.writeUInt32BE(64, size + 12);
  return file;
}

/** A progressive JPEG whose last scan is repeated. */
export async function jpegOfScans(scans: number): Promise<Buffer> {
  const create = { width: 512, height: 512, channels: 3, background: 'grey' } as const;
  const file = await sharp({ create }).jpeg({ progressive: true }).toBuffer();
  const end = file.length - 2;
  const last = file.subarray(file.lastIndexOf(Buffer.from([0xff, 0xda])), end);
  return Buffer.concat([
    file.subarray(0, end),
    ...Array.from({ length: scans }, () => last),
    file.subarray(end),
  ]);
}
