import type { PixelSize } from '../../flexvar/pixel-size.ts';
import type { CanvasMapping } from '../canvas/canvas-mapping.ts';
import type { PixelMask } from '../canvas/fill-hole.ts';
import type { MaskPolarity } from '../canvas/mask-polarity.ts';
import { type PaintedSource, paintMask, paintSource } from '../canvas/source-canvas.ts';
import { type StoredPicture, storeMask } from '../canvas/stored-picture.ts';
import { PictureFile } from './picture-file.ts';
import { maskWarnings, readMask } from './read-mask.ts';

/** Properties of a file from its header. */
export interface PictureFacts extends PixelSize {
  /** Sentences about conversions. */
  readonly notes: readonly string[];
}

/** @throws InvalidPictureError */
export async function inspectPicture(bytes: Uint8Array): Promise<PictureFacts> {
  const { width, height, notes } = await PictureFile.open(bytes);
  return { width, height, notes };
}

/** A source in its canvas. @throws InvalidPictureError */
export async function readSourcePicture(bytes: Uint8Array, mapping: CanvasMapping): Promise<PaintedSource> {
  const file = await PictureFile.open(bytes);
  return paintSource(await file.rgb(mapping.source), mapping);
}

/** A mask in the canvas of its source. */
export interface CanvasMask {
  /** [height, width] of the canvas. */
  readonly mask: PixelMask;
  readonly stored: StoredPicture;
  /** Warnings about likely mistakes. */
  readonly warnings: readonly string[];
}

/** @throws InvalidPictureError */
export async function readMaskPicture(
  bytes: Uint8Array,
  polarity: MaskPolarity,
  mapping: CanvasMapping,
): Promise<CanvasMask> {
  const { canvas } = mapping;
  const file = await PictureFile.open(bytes);
  const read = await readMask(file, polarity, mapping.source);
  const mask = await paintMask(read, mapping);
  return {
    mask,
    stored: await storeMask(mask, canvas.width, canvas.height),
    warnings: [...read.warnings, ...maskWarnings(file, mapping.sourceSize)],
  };
}
