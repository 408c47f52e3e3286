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
      'The finished scales as one animated picture; null before the first. Asking costs nothing until pixels are selected.',
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
          'Longest side in pixels, 1 to 16384: a larger animation is shrunk, a smaller one left as it is. The size of ' +
          'the finest scale when left out.',
      }),
      quality: t.arg({
        type: 'Int',
        description: 'Compression of WebP, 1 (smallest) to 100; 90 when left out. Means nothing for GIF.',
      }),
      frameMilliseconds: t.arg({
        type: 'Int',
        description:
          'How long a scale is shown, 20 to 5000; 240 when left out. The last one stays eight times as long. A GIF counts in ' +
          'hundredths of a second: it is rounded to those.',
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
