import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { conversionNotes } from './conversion-notes.ts';
import { firstGifFrame } from './first-gif-frame.ts';
import { firstTiffPage } from './first-tiff-page.ts';
import { firstWebpFrame } from './first-webp-frame.ts';
import { InvalidPictureError } from './invalid-picture-error.ts';
import { aFile, type PictureFormat, pictureFormat } from './picture-format.ts';
import { avifPixelsLimit, pixelsLimit, sideLimit, wholePixelsLimit } from './picture-limits.ts';
import { plainJpeg } from './plain-jpeg.ts';
import type { StillPicture } from './still-picture.ts';
import { stillPng } from './still-png.ts';
import { WideSamples } from './wide-samples.ts';

/** Second line of defence: libvips would render an SVG document. */
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf'] });

const decoderOptions: SharpOptions = {
  pages: 1,
  failOn: 'error',
  sequentialRead: true,
  // Size is checked after reading the header; a decoder that then finds more is stopped.
  limitInputPixels: pixelsLimit,
};

/** Background of transparent areas. */
type Background = 'black' | 'white';

/**
 * An untrusted picture. Its header has been read and is within the limits; pixels are decoded on demand, at the
 * requested size. Safe for any bytes.
 */
export class PictureFile {
  readonly format: PictureFormat;
  /** Size after EXIF rotation. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** Sentences about conversions: extra frames, transparency, bit depth, colour space. */
  readonly notes: readonly string[];
  /** How samples without a fixed meaning are read, as a sentence; null for others. */
  readonly samplesNote: string | null;
  /** Whether its samples have 16 bits. */
  readonly isOf16Bits: boolean;
  readonly #bytes: Uint8Array;
  readonly #header: Metadata;
  readonly #wide: WideSamples | null;

  private constructor(
    format: PictureFormat,
    { bytes, hadMore }: StillPicture,
    header: Metadata,
    wide: WideSamples | null,
  ) {
    this.format = format;
    this.width = header.autoOrient.width;
    this.height = header.autoOrient.height;
    this.hasAlpha = header.hasAlpha;
    this.samplesNote = wide?.note ?? null;
    this.isOf16Bits = header.depth === 'ushort';
    this.notes = conversionNotes(header, hadMore, wide);
    this.#bytes = bytes;
    this.#header = header;
    this.#wide = wide;
  }

  /**
   * Detects the format and reads the header, and inspects samples without a fixed meaning. Other files take a few
   * milliseconds, whatever they claim.
   * @throws InvalidPictureError if the format is not allowed, the file is damaged, or it has too many pixels.
   */
  static async open(bytes: Uint8Array): Promise<PictureFile> {
    const format = pictureFormat(bytes);
    const still = stillPicture(format, bytes);
    const header = await readHeader(format, still.bytes);
    checkSize(format, header);
    const open = () => upright(still.bytes, { ignoreIcc: true });
    const wide = await decoded(format, () => WideSamples.find(format, header, open));
    return new PictureFile(format, still, header, wide);
  }

  /**
   * The picture at any size: 8-bit sRGB, upright, with white behind transparent areas.
   * @throws InvalidPictureError if it is damaged.
   */
  async rgb(size: PixelSize): Promise<RgbImage> {
    const image = (await this.#image(size, { ignoreIcc: false }))
      .flatten({ background: 'white' })
      .resize({ ...size, fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false })
      .toColourspace('srgb');
    return { ...size, data: await decoded(this.format, () => image.raw().toBuffer()) };
  }

  /**
   * Its lightness at any size, 0 .. 255, [height, width], without colour management.
   * @param background of transparent areas.
   * @throws InvalidPictureError if it is damaged.
   */
  async lightness(size: PixelSize, background: Background): Promise<Uint8Array> {
    const image = (await this.#image(size, { ignoreIcc: true }))
      .flatten({ background })
      .greyscale()
      .resize({ ...size, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false });
    return decoded(this.format, () => image.raw().toBuffer());
  }

  /**
   * Its alpha channel at any size, 0 (transparent) .. 255, [height, width]; all 255 without one.
   * @throws InvalidPictureError if it is damaged.
   */
  async alpha(size: PixelSize): Promise<Uint8Array> {
    const image = (await this.#image(size, { ignoreIcc: true }))
      .ensureAlpha()
      .resize({ ...size, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
      .extractChannel('alpha');
    return decoded(this.format, () => image.raw().toBuffer());
  }

  /**
   * The stored samples of its first channel or its alpha channel: [height, width]. Decodes the whole picture at its own
   * size.
   * @param background as for `lightness`; null for the alpha channel.
   * @throws InvalidPictureError if it is damaged.
   */
  async storedSamples(background: Background | null): Promise<Uint8Array | Uint16Array> {
    const { space } = this.#header;
    const file = upright(this.#bytes, { ignoreIcc: true });
    const image =
      background === null
        ? file.ensureAlpha().extractChannel('alpha')
        : file.pipelineColourspace(space).flatten({ background }).toColourspace(space);
    const { data, info } = await decoded(this.format, () =>
      image.raw({ depth: this.isOf16Bits ? 'ushort' : 'uchar' }).toBuffer({ resolveWithObject: true }),
    );
    const samples = this.isOf16Bits
      ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
      : data;
    // In place, because there may be millions of samples.
    const count = info.width * info.height;
    for (let place = 0; place < count; place++) samples[place] = samples[place * info.channels] ?? 0;
    return samples.subarray(0, count);
  }

  /** @param size requested size, at which samples that need conversion are converted directly. */
  async #image(size: PixelSize, options: SharpOptions): Promise<Sharp> {
    const wide = this.#wide;
    if (wide === null) return upright(this.#bytes, options);
    const data = await decoded(this.format, () => wide.read(size));
    return sharp(data, { raw: { ...size, channels: wide.channels } });
  }
}

function upright(bytes: Uint8Array, options: SharpOptions): Sharp {
  return sharp(bytes, { ...decoderOptions, ...options }).autoOrient();
}

async function decoded<T>(format: PictureFormat, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    throw error instanceof InvalidPictureError ? error : damaged(format, error);
  }
}

/**
 * Decoders read all frames of a file, some taking a minute for 100 000, and unpack texts and thumbnails. They are given
 * only the first frame and what it needs.
 */
function stillPicture(format: PictureFormat, bytes: Uint8Array): StillPicture {
  switch (format) {
    case 'GIF':
      return firstGifFrame(bytes);
    case 'TIFF':
      return firstTiffPage(bytes);
    case 'WebP':
      return firstWebpFrame(bytes);
    case 'PNG':
      return stillPng(bytes);
    case 'JPEG':
      return plainJpeg(bytes);
    case 'AVIF':
      return { bytes, hadMore: false };
  }
}

function readHeader(format: PictureFormat, bytes: Uint8Array): Promise<Metadata> {
  return decoded(format, () => sharp(bytes, { ...decoderOptions, limitInputPixels: false }).metadata());
}

function checkSize(format: PictureFormat, header: Metadata): void {
  const { width, height, isProgressive } = header;
  const given = `${isProgressive ? `a progressive or interlaced ${format} file` : aFile(format)} of ${width} x ${height} pixels`;
  const most = mostPixels(format, isProgressive === true);
  if (width * height > most) throw new InvalidPictureError(given, `of at most ${most / 1e6} megapixels`);
  if (Math.max(width, height) > sideLimit)
    throw new InvalidPictureError(given, `of at most ${sideLimit} pixels a side`);
}

function mostPixels(format: PictureFormat, isProgressive: boolean): number {
  if (format === 'AVIF') return avifPixelsLimit;
  return isProgressive || format === 'WebP' || format === 'GIF' ? wholePixelsLimit : pixelsLimit;
}

function damaged(format: PictureFormat, cause: unknown): InvalidPictureError {
  // Decoders write one line per attempt; the last one is the actual error.
  const reason = cause instanceof Error ? (cause.message.trim().split('\n').at(-1) ?? '') : '';
  return new InvalidPictureError(
    `${aFile(format)} that cannot be decoded (${reason.slice(0, 120)})`,
    'a complete, undamaged file',
    { cause },
  );
}
