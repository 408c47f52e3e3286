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

/** A second line: libvips would draw an SVG document if one came through. */
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf'] });

const decoderOptions: SharpOptions = {
  pages: 1,
  failOn: 'error',
  sequentialRead: true,
  // The size is checked when the header was read; a decoder that then finds more is stopped.
  limitInputPixels: pixelsLimit,
};

/** What is behind transparent parts. */
type Background = 'black' | 'white';

/**
 * Somebody else's picture. Its header was read and is within the limits; its pixels are decoded when they are asked
 * for, at the size they are asked for. Safe to make of any bytes.
 */
export class PictureFile {
  readonly format: PictureFormat;
  /** As it is looked at: turned upright. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** Sentences on what is not taken over as it is: other frames, transparency, depth, colour space. */
  readonly notes: readonly string[];
  /** How samples are read whose numbers have no fixed meaning, in a sentence; null for others. */
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
   * Decides the format and reads the header; of samples whose numbers have no fixed meaning, also what they are. All others
   * cost a few milliseconds, whatever the file claims.
   * @throws InvalidPictureError when it is of no allowed format, damaged, or has too many pixels.
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
   * The picture at any size: sRGB, 8 bits, upright, on white where it is transparent.
   * @throws InvalidPictureError when it is damaged.
   */
  async rgb(size: PixelSize): Promise<RgbImage> {
    const image = (await this.#image(size, { ignoreIcc: false }))
      .flatten({ background: 'white' })
      .resize({ ...size, fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false })
      .toColourspace('srgb');
    return { ...size, data: await decoded(this.format, () => image.raw().toBuffer()) };
  }

  /**
   * Its lightness at any size, 0 .. 255, [height, width]. Values are taken as they are, without colour management.
   * @param background what is behind transparent parts.
   * @throws InvalidPictureError when it is damaged.
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
   * @throws InvalidPictureError when it is damaged.
   */
  async alpha(size: PixelSize): Promise<Uint8Array> {
    const image = (await this.#image(size, { ignoreIcc: true }))
      .ensureAlpha()
      .resize({ ...size, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
      .extractChannel('alpha');
    return decoded(this.format, () => image.raw().toBuffer());
  }

  /**
   * The samples of its first channel, or of its alpha channel, as they are stored: [height, width]. All of it is decoded,
   * at its own size.
   * @param background as for `lightness`; null: the alpha channel.
   * @throws InvalidPictureError when it is damaged.
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
    // In place: there may be many millions.
    const count = info.width * info.height;
    for (let place = 0; place < count; place++) samples[place] = samples[place * info.channels] ?? 0;
    return samples.subarray(0, count);
  }

  /** @param size that is wanted: samples that are converted first are brought to it at once. */
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
 * Decoders look at all frames of a file, and some take a minute for 100 000; they unpack texts and thumbnails. They are given the
 * first frame alone, and what it takes to show it.
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
  // Decoders write a line for everything they try; the last one is what made them give up.
  const reason = cause instanceof Error ? (cause.message.trim().split('\n').at(-1) ?? '') : '';
  return new InvalidPictureError(
    `${aFile(format)} that cannot be decoded (${reason.slice(0, 120)})`,
    'a complete, undamaged file',
    { cause },
  );
}
