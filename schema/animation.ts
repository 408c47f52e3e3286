import { type Animation, type animationFormats, animationMediaType } from '../src/images/encode/animation.ts';
import type { PictureSource } from '../src/images/output/picture-cache.ts';
import { builder } from './builder.ts';
import { needsFile } from './price.ts';

/** One file of a generation's animation; its bytes are computed on demand. */
export interface AnimationFile {
  readonly frames: readonly PictureSource[];
  readonly animation: Animation;
  readonly url: string;
}

export const AnimationFormatEnum = builder.enumType('AnimationFormat', {
  description: 'File formats of an animation.',
  values: {
    WEBP: { description: 'Small and full-colour; supported by all current browsers.' },
    GIF: { description: 'Several times larger, 256 colours; supported everywhere.' },
  } satisfies Record<(typeof animationFormats)[number], object>,
});

export const EncodedAnimation = builder.objectRef<AnimationFile>('EncodedAnimation').implement({
  description:
    'The finished scales of a generation, coarse to fine, as one looping animation that sharpens and lingers on ' +
    'the last frame. Pixels are computed only when `dataUri` or `byteLength` is selected or `url` is opened.',
  fields: t => ({
    url: t.field({
      type: 'URL',
      description:
        'Address of the file. It gains a frame with every finished scale, and never changes once the generation ' +
        'has ended.',
      resolve: ({ url }) => url,
    }),
    dataUri: t.string({
      description: 'The whole file as a `data:` URI, ready for an `img` element.',
      extensions: needsFile,
      resolve: async ({ frames, animation }, _, context) => {
        const bytes = await context.pictures.animate(frames, animation, context);
        return `data:${animationMediaType(animation.format)};base64,${bytes.toString('base64')}`;
      },
    }),
    width: t.int({ description: 'Width in pixels.', resolve: ({ animation }) => animation.width }),
    height: t.int({ description: 'Height in pixels.', resolve: ({ animation }) => animation.height }),
    mediaType: t.string({
      description: 'Media type of the file, such as `image/webp`.',
      resolve: ({ animation }) => animationMediaType(animation.format),
    }),
    frameCount: t.int({
      description: 'Number of frames: one for each finished scale.',
      resolve: ({ frames }) => frames.length,
    }),
    milliseconds: t.int({
      description: 'Duration of one loop, as encoded in the file.',
      resolve: ({ animation }) => animation.delays.reduce((sum, delay) => sum + delay, 0),
    }),
    byteLength: t.int({
      description: 'Size of the file in bytes.',
      extensions: needsFile,
      resolve: async ({ frames, animation }, _, context) =>
        (await context.pictures.animate(frames, animation, context)).byteLength,
    }),
  }),
});
