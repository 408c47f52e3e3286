import { type AnimationRequest, animationExtension } from '../encode/animation.ts';
import { extension, type VariantRequest } from '../encode/variant.ts';

/**
 * Where the image route serves a scale's picture. What the path says decides the bytes for ever, so that it may be
 * cached for ever.
 */
export function imagePath(generationId: string, scaleIndex: number, request: VariantRequest): string {
  const { maxEdge, quality } = request;
  const query = search({ edge: maxEdge, quality });
  return `/images/${generationId}/${scaleIndex}.${extension(request.format)}${query}`;
}

/** Where the animation route serves the finished scales as one file. */
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
