import type { CanvasMapping } from './canvas-mapping.ts';
import type { PixelMask } from './fill-hole.ts';

/**
 * Extends the mask into the padding by repeating the edge of the crop, so that padding is edited or kept like its
 * neighbours. Modifies the mask in place.
 */
export function maskPadding(mask: PixelMask, { canvas, crop }: CanvasMapping): PixelMask {
  const right = crop.left + crop.width;
  const bottom = crop.top + crop.height;
  for (let y = 0; y < bottom; y++) {
    const line = y * canvas.width;
    mask.fill(mask[line + right - 1] ?? 0, line + right, line + canvas.width);
  }
  for (let y = bottom; y < canvas.height; y++)
    mask.copyWithin(y * canvas.width, (bottom - 1) * canvas.width, bottom * canvas.width);
  return mask;
}
