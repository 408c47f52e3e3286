import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';

/** A `PictureSource` that needs no computation. */
export interface CutPicture {
  readonly digest: string;
  readonly width: number;
  readonly height: number;
  decode(): Promise<RgbImage>;
}

/** Equal square pictures in one file, row by row in index order; the rest of the last row is empty. */
export class ContactSheet {
  readonly #pixels: RgbImage;
  readonly #digest: string;
  readonly #count: number;
  readonly #side: number;

  private constructor(pixels: RgbImage, digest: string, count: number) {
    this.#pixels = pixels;
    this.#digest = digest;
    this.#count = count;
    this.#side = sideOfCells(pixels, count);
  }

  /**
   * @param bytes of the file.
   * @param count number of pictures; with the size of the sheet it determines their side.
   * @throws Error if no side fits the pictures into the sheet with less than a row to spare.
   */
  static async read(bytes: Uint8Array, count: number): Promise<ContactSheet> {
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const digest = createHash('sha256').update(bytes).digest('hex');
    return new ContactSheet({ width: info.width, height: info.height, data }, digest, count);
  }

  /** One of the pictures; null if there is none with this index. */
  picture(index: number): CutPicture | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return null;
    const side = this.#side;
    return {
      digest: createHash('sha256').update(`${this.#digest} ${index}`).digest('hex'),
      width: side,
      height: side,
      decode: async () => ({ width: side, height: side, data: this.#cut(index) }),
    };
  }

  #cut(index: number): Uint8Array {
    const { width, data } = this.#pixels;
    const side = this.#side;
    const columns = width / side;
    const left = (index % columns) * side;
    const top = Math.floor(index / columns) * side;
    const cell = new Uint8Array(side * side * 3);
    for (let y = 0; y < side; y++) {
      const start = ((top + y) * width + left) * 3;
      cell.set(data.subarray(start, start + side * 3), y * side * 3);
    }
    return cell;
  }
}

function sideOfCells({ width, height }: RgbImage, count: number): number {
  for (let side = Math.min(width, height); side > 0; side--) {
    if (width % side !== 0 || height % side !== 0) continue;
    if (height / side === Math.ceil(count / (width / side))) return side;
  }
  throw new Error(`A sheet of ${width} x ${height} pixels does not hold ${count} squares.`);
}
