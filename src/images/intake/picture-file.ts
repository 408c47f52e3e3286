import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import type { Size } from '../canvas-mapping.ts';
import type { RgbPixels } from '../encode.ts';
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

/** A second line: libvips would draw an SVG document if one came through. */
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf'] });

const decoderOptions: SharpOptions = {
  pages: 1,
  failOn: 'error',
  sequentialRead: true,
  // The size is checked when the header was read; a decoder that then finds more is stopped.
  limitInputPixels: pixelsLimit,
};

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
  readonly #bytes: Uint8Array;

  private constructor(format: PictureFormat, { bytes, hadMore }: StillPicture, header: Metadata) {
    this.format = format;
    this.width = header.autoOrient.width;
    this.height = header.autoOrient.height;
    this.hasAlpha = header.hasAlpha;
    this.notes = conversionNotes(header, hadMore);
    this.#bytes = bytes;
  }

  /**
   * Decides the format and reads the header. Costs a few milliseconds whatever the file claims.
   * @throws InvalidPictureError when it is of no allowed format, damaged, or has too many pixels.
   */
  static async open(bytes: Uint8Array): Promise<PictureFile> {
    const format = pictureFormat(bytes);
    const still = stillPicture(format, bytes);
    const header = await readHeader(format, still.bytes);
    checkSize(format, header);
    return new PictureFile(format, still, header);
  }

  /**
   * The picture at any size: sRGB, 8 bits, upright, on white where it is transparent.
   * @throws InvalidPictureError when it is damaged.
   */
  async rgb(size: Size): Promise<RgbPixels> {
    const image = this.#image({ ignoreIcc: false })
      .flatten({ background: 'white' })
      .resize({ ...size, fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false })
      .toColourspace('srgb');
    return { ...size, data: await this.#decode(image) };
  }

  /**
   * Its lightness at any size, 0 .. 255, [height, width]. Values are taken as they are, without colour management.
   * @param background what is behind transparent parts.
   * @throws InvalidPictureError when it is damaged.
   */
  lightness(size: Size, background: 'black' | 'white'): Promise<Uint8Array> {
    const image = this.#image({ ignoreIcc: true })
      .flatten({ background })
      .greyscale()
      .resize({ ...size, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false });
    return this.#decode(image);
  }

  /**
   * Its alpha channel at any size, 0 (transparent) .. 255, [height, width]; all 255 without one.
   * @throws InvalidPictureError when it is damaged.
   */
  alpha(size: Size): Promise<Uint8Array> {
    const image = this.#image({ ignoreIcc: true })
      .ensureAlpha()
      .resize({ ...size, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
      .extractChannel('alpha');
    return this.#decode(image);
  }

  #image(options: SharpOptions): Sharp {
    return sharp(this.#bytes, { ...decoderOptions, ...options }).autoOrient();
  }

  async #decode(image: Sharp): Promise<Uint8Array> {
    try {
      return await image.raw().toBuffer();
    } catch (error) {
      throw damaged(this.format, error);
    }
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

async function readHeader(format: PictureFormat, bytes: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(bytes, { ...decoderOptions, limitInputPixels: false }).metadata();
  } catch (error) {
    throw damaged(format, error);
  }
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
    'a whole, undamaged file',
    { cause },
  );
}
