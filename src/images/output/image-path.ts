import { type AnimationRequest, animationExtension } from '../encode/animation.ts';
import { extension, type VariantRequest } from '../encode/variant.ts';

/** Path of a scale's picture. The path determines the bytes, so they can be cached forever. */
export function imagePath(generationId: string, scaleIndex: number, request: VariantRequest): string {
  const { maxEdge, quality } = request;
  const query = search({ edge: maxEdge, quality });
  return `/images/${generationId}/${scaleIndex}.${extension(request.format)}${query}`;
}

/** Path of the animation of a generation's finished scales. */
export function animationPath(generationId: string, request: AnimationRequest): string {
  const { maxEdge, quality, frameMilliseconds } = request;
  const query = search({ edge: maxEdge, quality, frame: frameMilliseconds });
  return `/images/${generationId}/animation.${animationExtension(request.format)}${query}`;
}

function search(parameters: Record<string, number | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value != null) query.set(name, String(value));
  return query.size > 0 ? `?${query}` : '';
}
