import { extension, type VariantRequest } from './variant.ts';

/**
 * Where the image route serves a scale's picture. What the path says decides the bytes for ever, so that it may be
 * cached for ever.
 */
export function imagePath(generationId: string, scaleIndex: number, request: VariantRequest): string {
  const query = new URLSearchParams();
  if (request.maxEdge != null) query.set('edge', String(request.maxEdge));
  if (request.quality != null) query.set('quality', String(request.quality));
  const search = query.size > 0 ? `?${query}` : '';
  return `/images/${generationId}/${scaleIndex}.${extension(request.format)}${search}`;
}
