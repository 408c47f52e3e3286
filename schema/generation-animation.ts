import { generationFrames } from '../src/generations/show/generation-frames.ts';
import { resolveAnimation } from '../src/images/encode/animation.ts';
import { animationPath } from '../src/images/output/image-path.ts';
import { AnimationFormatEnum, EncodedAnimation } from './animation.ts';
import { builder } from './builder.ts';
import { GenerationObject } from './generation.ts';
import { checkedChoice } from './invalid-argument.ts';
import { animationPrice, choosesFile, sharedReadPrice } from './price.ts';

builder.objectField(GenerationObject, 'animation', t =>
  t.field({
    type: EncodedAnimation,
    nullable: true,
    description:
      'The finished scales as an animation; null before the first scale is finished. Costs nothing until pixels ' +
      'are selected.',
    args: {
      format: t.arg({
        type: AnimationFormatEnum,
        required: true,
        defaultValue: 'WEBP',
        description: 'File format.',
      }),
      maxEdge: t.arg({
        type: 'Int',
        description:
          'Longest side in pixels, 1 to 16384. Larger animations are scaled down, smaller ones are unchanged. ' +
          'Defaults to the size of the finest scale.',
      }),
      quality: t.arg({
        type: 'Int',
        description: 'WebP quality, 1 (smallest) to 100; defaults to 90. Ignored for GIF.',
      }),
      frameMilliseconds: t.arg({
        type: 'Int',
        description:
          'Duration of each frame, 20 to 5000; defaults to 240. The last frame lasts eight times as long. GIF ' +
          'delays are rounded to hundredths of a second.',
      }),
    },
    complexity: sharedReadPrice,
    extensions: choosesFile(animationPrice),
    resolve: async (generation, request, { generations, decoders, addressOf }) => {
      const frames = await generationFrames(generations, decoders, generation);
      if (frames.length === 0) return null;
      const animation = checkedChoice(() => resolveAnimation(frames, request));
      return { frames, animation, url: addressOf(animationPath(generation.id, request)) };
    },
  }),
);
