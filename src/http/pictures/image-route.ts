import { asGenerationId } from '../../../schema/global-id.ts';
import type { OwnerId } from '../../access/viewer.ts';
import type { Generations } from '../../generations/generations.ts';
import { scalePicture } from '../../generations/show/scale-picture.ts';
import { variantKey } from '../../images/encode/picture-identity.ts';
import { formatOfExtension, mediaType, resolveVariant } from '../../images/encode/variant.ts';
import type { PictureCache } from '../../images/output/picture-cache.ts';
import type { Decoders } from '../../inference/codec/codec.ts';
import { problem } from '../problem.ts';
import { keepForEver, numberParameter, type PictureContext, servePicture } from './picture-response.ts';

export interface ImageRouteDependencies {
  readonly generationsOf: (owner: OwnerId) => Generations;
  readonly decoders: Decoders;
  readonly pictures: PictureCache;
}

/** `GET /images/:generationId/:index.:extension?edge=&quality=`, the URLs built by `imagePath`. */
export function imageRoute({ generationsOf, decoders, pictures }: ImageRouteDependencies) {
  return async (context: PictureContext): Promise<Response> => {
    const generationId = asGenerationId(context.req.param('generationId') ?? '');
    const [, index = '', suffix = ''] = /^(\d{1,3})\.(\w+)$/.exec(context.req.param('file') ?? '') ?? [];
    const format = formatOfExtension(suffix);
    if (generationId === null || index === '' || format === null) {
      return problem(404, 'No such picture', 'Picture URLs come from the GraphQL API.');
    }
    const viewer = context.get('viewer');
    const generations = generationsOf(viewer.owner);
    const generation = await generations.find(generationId);
    const scale = generation && (await generations.scale(generation, Number(index)));
    if (!generation || !scale) {
      return problem(404, 'No such picture', 'The generation does not exist, or this scale is not finished.');
    }
    const source = scalePicture({ decoders, generations }, generation, scale);
    return servePicture(context, () => {
      const maxEdge = numberParameter(context, 'edge');
      const quality = numberParameter(context, 'quality');
      const variant = resolveVariant(source, { format, maxEdge, quality });
      return {
        key: variantKey(source, variant),
        mediaType: mediaType(format),
        // Tokens of a finished scale never change.
        cacheControl: keepForEver(viewer),
        bytes: asker => pictures.encode(source, variant, asker),
      };
    });
  };
}
