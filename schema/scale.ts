import type { Generation, PlannedScale, StoredScale } from '../src/generations/generation.ts';
import { scalePicture } from '../src/generations/show/scale-picture.ts';
import { resolveVariant } from '../src/images/encode/variant.ts';
import { imagePath } from '../src/images/output/image-path.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { EncodedImage, ImageFormat } from './encoded-image.ts';
import { asScaleKey } from './global-id.ts';
import { checkedChoice } from './invalid-argument.ts';
import { choosesFile, picturePrice, tokensPrice } from './price.ts';

/** A finished scale and the generation it belongs to. */
export interface ScaleOfGeneration {
  readonly generation: Generation;
  readonly stored: StoredScale;
}

export const Scale = builder.objectRef<ScaleOfGeneration>('Scale');

builder.node(Scale, {
  description:
    'A finished scale: a grid of tokens that is a picture in its own right, at its own size. Finer scales show ' +
    'the same picture in more detail.',
  id: { resolve: ({ generation, stored }) => `${generation.id}:${stored.index}` },
  loadOne: loadScale,
  fields: t => ({
    index: t.int({
      description: 'Place in the schedule, from 0 (coarsest).',
      resolve: ({ stored }) => stored.index,
    }),
    rows: t.int({ description: 'Tokens from top to bottom.', resolve: ({ stored }) => stored.grid.rows }),
    columns: t.int({
      description: 'Tokens from left to right.',
      resolve: ({ stored }) => stored.grid.columns,
    }),
    width: t.int({
      description: 'Width of its picture in pixels.',
      resolve: scale => plannedOf(scale).width,
    }),
    height: t.int({
      description: 'Height of its picture in pixels.',
      resolve: scale => plannedOf(scale).height,
    }),
    tokens: t.intList({
      description:
        'The tokens, row by row, each from 0 to `Model.codebookSize` - 1. They fully determine the picture.',
      complexity: tokensPrice,
      resolve: ({ stored }) => [...stored.tokens],
    }),
    digest: t.string({
      description: 'SHA-256 of model, grid and tokens, in hexadecimal: equal digests are equal pictures.',
      resolve: ({ stored }) => stored.digest,
    }),
    milliseconds: t.float({
      description:
        'Time the model spent on this scale; if several pictures of a request were computed together, on all of them. ' +
        'Work for other requests at the same time does not count.',
      resolve: ({ stored }) => stored.milliseconds,
    }),
    finishedAt: t.field({
      type: 'DateTime',
      description: 'When it was finished and stored.',
      resolve: ({ stored }) => stored.finishedAt,
    }),
    image: t.field({
      type: EncodedImage,
      description: 'The picture of this scale as a file. Costs nothing until pixels are selected.',
      args: {
        format: t.arg({
          type: ImageFormat,
          required: true,
          defaultValue: 'WEBP',
          description: 'File format.',
        }),
        maxEdge: t.arg({
          type: 'Int',
          description:
            'Longest side in pixels, 1 to 16384. Larger pictures are scaled down, smaller ones are unchanged. ' +
            "Defaults to the picture's own size.",
        }),
        quality: t.arg({
          type: 'Int',
          description:
            'Quality of WebP, JPEG and AVIF, 1 (smallest) to 100. By default, small WebP and AVIF pictures are ' +
            'lossless and others use a visually lossless quality. Ignored for PNG, which is always lossless.',
        }),
      },
      extensions: choosesFile(picturePrice),
      resolve: ({ generation, stored }, request, { decoders, generations, addressOf }) => {
        const source = scalePicture({ decoders, generations }, generation, stored);
        const variant = checkedChoice(() => resolveVariant(source, request));
        return { source, variant, url: addressOf(imagePath(generation.id, stored.index, request)) };
      },
    }),
  }),
});

function plannedOf({ generation, stored }: ScaleOfGeneration): PlannedScale {
  const planned = generation.plan[stored.index];
  if (!planned) throw new Error(`Generation ${generation.id} has no scale ${stored.index} in its plan.`);
  return planned;
}

async function loadScale(id: string, { generations }: ApiContext): Promise<ScaleOfGeneration | null> {
  const key = asScaleKey(id);
  if (key === null) return null;
  const generation = await generations.find(key.generation);
  const stored = generation && (await generations.scale(generation, key.scale));
  return generation && stored ? { generation, stored } : null;
}
