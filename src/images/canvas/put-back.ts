import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { type CanvasMapping, cropAt } from './canvas-mapping.ts';
import { blendWeights, composite } from './composite.ts';
import { cropPixels, resizeMask, resizePixels } from './source-canvas.ts';
import { type StoredPicture, storedMask, storedPixels } from './stored-picture.ts';

/** The source to composite around the edited area. */
export interface KeptSource {
  readonly source: StoredPicture;
  readonly mask: StoredPicture;
  readonly mapping: CanvasMapping;
  /** Blend width in canvas pixels. */
  readonly feather: number;
}

/** Composites the source around the edited area, at the size of the generated picture, and crops the padding. */
export async function putBack(
  generated: RgbImage,
  { source, mask, mapping, feather }: KeptSource,
): Promise<RgbImage> {
  const { width, height } = generated;
  const data = await storedMask(mask);
  const scaledMask = await resizeMask({ width: mask.width, height: mask.height, data }, generated);
  const scaledFeather = (feather * width) / mapping.canvas.width;
  const original = await resizePixels(await storedPixels(source), generated);
  const weights = blendWeights(width, height, scaledMask, scaledFeather);
  return cropPixels(composite(original, generated, weights), cropAt(mapping, generated));
}
