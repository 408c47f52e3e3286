import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import { type CanvasMapping, cropAt } from './canvas-mapping.ts';
import { blendWeights, composite } from './composite.ts';
import { cropPixels, resizeMask, resizePixels } from './source-canvas.ts';
import { type StoredPicture, storedMask, storedPixels } from './stored-picture.ts';

/** What is put back around what was edited. */
export interface KeptSource {
  readonly source: StoredPicture;
  readonly mask: StoredPicture;
  readonly mapping: CanvasMapping;
  /** Width of the blend in pixels of the canvas. */
  readonly feather: number;
}

/** Puts the source back around what was edited, at the size of what was generated, and cuts the padding off. */
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
