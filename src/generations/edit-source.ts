import type { PixelSize } from '../flexvar/plan.ts';
import type { RgbPixels } from '../images/encode.ts';
import { InvalidPictureError } from '../images/intake/invalid-picture-error.ts';
import { PictureFile } from '../images/intake/picture-file.ts';
import type { PictureSource } from '../images/pictures.ts';
import { resizePixels } from '../images/source-canvas.ts';
import { InvalidInputError } from './errors.ts';
import type { Generation, Lineage } from './generation.ts';
import type { FileRequest } from './request.ts';

/** A picture to start from, whatever it came from. */
export interface EditSource extends PixelSize {
  /** What of it is not taken over as it is, in sentences. */
  readonly notes: readonly string[];
  /** The scale it is, and its generation, when it was made here. */
  readonly origin: { readonly lineage: Lineage; readonly generation: Generation } | null;
  /** Its pixels at any size. @throws InvalidInputError when they cannot be decoded. */
  rgb(size: PixelSize): Promise<RgbPixels>;
}

/** A source that somebody sent. @throws InvalidInputError */
export async function fileSource(request: FileRequest): Promise<EditSource> {
  const field = `source.${request.field}`;
  const file = await checkedPicture(field, () => PictureFile.open(request.bytes));
  return {
    width: file.width,
    height: file.height,
    notes: file.notes,
    origin: null,
    rgb: size => checkedPicture(field, () => file.rgb(size)),
  };
}

/** A source that was made here. */
export function scaleSource(picture: PictureSource, generation: Generation, scaleIndex: number): EditSource {
  return {
    width: picture.width,
    height: picture.height,
    notes: [],
    origin: { lineage: { generationId: generation.id, scaleIndex }, generation },
    rgb: async size => resizePixels(await picture.decode(), size),
  };
}

/** Reads a picture that came in a field of the API. @throws InvalidInputError naming the field. */
export async function checkedPicture<T>(field: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InvalidPictureError)) throw error;
    const { given, allowed } = error;
    throw new InvalidInputError({ field, given, allowed });
  }
}
