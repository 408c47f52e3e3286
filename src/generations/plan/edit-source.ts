import type { Asker } from '../../fairness/asker.ts';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import type { CanvasMapping } from '../../images/canvas/canvas-mapping.ts';
import type { PaintedSource } from '../../images/canvas/source-canvas.ts';
import { InvalidPictureError } from '../../images/intake/invalid-picture-error.ts';
import type { PictureSource } from '../../images/output/picture-cache.ts';
import { PictureJobLimitError } from '../../images/process/errors.ts';
import type { PictureTurn } from '../../images/process/picture-lane.ts';
import { intakeBytes, intakeSeconds, type PictureProcesses } from '../../images/process/picture-processes.ts';
import { InvalidInputError } from '../errors.ts';
import type { Generation, Lineage } from '../generation.ts';
import type { FileRequest } from '../request.ts';

/** A source picture of any origin. */
export interface EditSource extends PixelSize {
  /** Sentences about its conversions. */
  readonly notes: readonly string[];
  /** The scale and its generation, if it was made here. */
  readonly origin: { readonly lineage: Lineage; readonly generation: Generation } | null;
  /** The picture in its canvas. @throws InvalidInputError when it cannot be decoded. */
  paint(mapping: CanvasMapping): Promise<PaintedSource>;
}

/** An uploaded source. @throws InvalidInputError */
export async function fileSource(
  { field, bytes }: FileRequest,
  processes: PictureProcesses,
  asker: Asker,
): Promise<EditSource> {
  const read = <T>(work: (turn: PictureTurn) => Promise<T>) =>
    checkedPicture(`source.${field}`, () => processes.intake.take(asker, work));
  const { width, height, notes } = await read(turn => turn.run('inspectPicture', bytes));
  return {
    width,
    height,
    notes,
    origin: null,
    paint: mapping => read(turn => turn.run('readSourcePicture', bytes, mapping)),
  };
}

/** A source made here. */
export function scaleSource(
  picture: PictureSource,
  generation: Generation,
  scaleIndex: number,
  processes: PictureProcesses,
  asker: Asker,
): EditSource {
  return {
    width: picture.width,
    height: picture.height,
    notes: [],
    origin: { lineage: { generationId: generation.id, scaleIndex }, generation },
    paint: mapping =>
      processes.slow.take(asker, async turn => turn.run('paintSource', await picture.decode(turn), mapping)),
  };
}

const excess = {
  time: `a file that takes more than ${intakeSeconds} seconds of CPU time to decode`,
  memory: `a file that takes more than ${intakeBytes / 2 ** 20} MiB of memory to decode`,
} as const;

/** Reads a picture from a field of the API. @throws InvalidInputError naming the field. */
export async function checkedPicture<T>(field: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InvalidPictureError) {
      const { given, allowed } = error;
      throw new InvalidInputError({ field, given, allowed });
    }
    if (error instanceof PictureJobLimitError)
      throw new InvalidInputError({
        field,
        given: excess[error.limit],
        allowed: 'a file that decodes within that limit',
      });
    throw error;
  }
}
