import type { Context } from 'hono';
import { asGenerationId } from '../../schema/global-id.ts';
import type { Generations } from '../generations/generations.ts';
import { ModelGoneError, scalePicture } from '../generations/scale-picture.ts';
import { type Pictures, variantKey } from '../images/pictures.ts';
import { formatOfExtension, InvalidVariantError, mediaType, resolveVariant } from '../images/variant.ts';
import type { Models } from '../inference/models.ts';
import { matchesEntityTag } from './entity-tag.ts';
import { problem } from './problem.ts';

export interface ImageRouteDependencies {
  readonly generations: Generations;
  readonly models: Models;
  readonly pictures: Pictures;
}

/** `GET /images/:generationId/:index.:extension?edge=&quality=`, the addresses that `imagePath` gives out. */
export function imageRoute({ generations, models, pictures }: ImageRouteDependencies) {
  return async (context: Context): Promise<Response> => {
    const generationId = asGenerationId(context.req.param('generationId') ?? '');
    const [, index = '', suffix = ''] = /^(\d{1,3})\.(\w+)$/.exec(context.req.param('file') ?? '') ?? [];
    const format = formatOfExtension(suffix);
    if (generationId === null || index === '' || format === null) {
      return problem(404, 'No such picture', 'Addresses of pictures are given out by the GraphQL API.');
    }
    const [generation, scale] = await Promise.all([
      generations.find(generationId),
      generations.scale(generationId, Number(index)),
    ]);
    if (!generation || !scale) {
      return problem(404, 'No such picture', 'There is no such generation, or this scale is not finished.');
    }
    const source = scalePicture(models, generation, scale);
    try {
      const maxEdge = numberParameter(context.req.query('edge'));
      const quality = numberParameter(context.req.query('quality'));
      const variant = resolveVariant(source, { format, maxEdge, quality });
      const entityTag = `"${variantKey(source, variant)}"`;
      const headers = {
        etag: entityTag,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': mediaType(format),
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      };
      if (matchesEntityTag(context.req.header('if-none-match'), entityTag)) {
        return new Response(null, { status: 304, headers });
      }
      const bytes = await pictures.encode(source, variant);
      return new Response(new Uint8Array(bytes), {
        headers: { ...headers, 'content-length': String(bytes.byteLength) },
      });
    } catch (error) {
      if (error instanceof InvalidVariantError) return problem(400, 'Invalid parameter', error.message);
      if (error instanceof ModelGoneError) return problem(410, 'Model gone', error.message);
      throw error;
    }
  };
}

/** NaN for what is no number: the check of the variant names it. */
function numberParameter(text: string | undefined): number | null {
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
