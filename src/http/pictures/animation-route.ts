import { asGenerationId } from '../../../schema/global-id.ts';
import { isTerminal } from '../../generations/generation.ts';
import { generationFrames } from '../../generations/show/generation-frames.ts';
import {
  animationFormatOfExtension,
  animationKey,
  animationMediaType,
  resolveAnimation,
} from '../../images/encode/animation.ts';
import { problem } from '../problem.ts';
import type { ImageRouteDependencies } from './image-route.ts';
import {
  askAgain,
  keepForEver,
  numberParameter,
  type PictureContext,
  servePicture,
} from './picture-response.ts';

/** `GET /images/:generationId/animation.:extension?edge=&quality=&frame=`, the URLs built by `animationPath`. */
export function animationRoute({ generationsOf, decoders, pictures }: ImageRouteDependencies) {
  return async (context: PictureContext): Promise<Response> => {
    const generationId = asGenerationId(context.req.param('generationId') ?? '');
    const [, suffix = ''] = (context.req.param('file') ?? '').split('.');
    const format = animationFormatOfExtension(suffix);
    if (generationId === null || format === null) {
      return problem(404, 'No such animation', 'Animation URLs come from the GraphQL API.');
    }
    const viewer = context.get('viewer');
    const generations = generationsOf(viewer.owner);
    const generation = await generations.find(generationId);
    const frames = generation ? await generationFrames(generations, decoders, generation) : [];
    if (!generation || frames.length === 0) {
      return problem(404, 'No such animation', 'The generation does not exist, or has no finished scale.');
    }
    return servePicture(context, () => {
      const maxEdge = numberParameter(context, 'edge');
      const quality = numberParameter(context, 'quality');
      const frameMilliseconds = numberParameter(context, 'frame');
      const animation = resolveAnimation(frames, { format, maxEdge, quality, frameMilliseconds });
      return {
        key: animationKey(frames, animation),
        mediaType: animationMediaType(format),
        // Until then, every finished scale adds a frame.
        cacheControl: isTerminal(generation.status) ? keepForEver(viewer) : askAgain(viewer),
        bytes: asker => pictures.animate(frames, animation, asker),
      };
    });
  };
}
