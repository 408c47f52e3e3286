import { type imageFormats, losslessBelow, mediaType, type Variant } from '../src/images/encode/variant.ts';
import type { PictureSource } from '../src/images/output/picture-cache.ts';
import { builder } from './builder.ts';
import { needsFile } from './price.ts';

/** One file of a picture; its bytes are computed on demand. */
export interface ImageFile {
  readonly source: PictureSource;
  readonly variant: Variant;
  readonly url: string;
}

export const ImageFormat = builder.enumType('ImageFormat', {
  description: 'File formats of a picture.',
  values: {
    WEBP: { description: `Small; lossless if the longest side is under ${losslessBelow} px.` },
    PNG: { description: 'Always lossless; supported everywhere.' },
    JPEG: { description: 'Always lossy; supported everywhere.' },
    AVIF: {
      description: `Smallest, but slowest to encode; lossless if the longest side is under ${losslessBelow} px.`,
    },
  } satisfies Record<(typeof imageFormats)[number], object>,
});

export const EncodedImage = builder.objectRef<ImageFile>('EncodedImage').implement({
  description:
    'A picture as a file. Pixels are computed only when `dataUri` or `byteLength` is selected or `url` is opened.',
  fields: t => ({
    url: t.field({
      type: 'URL',
      description:
        'Address of the file. Its content never changes. On a server that requires keys the address is signed, and shows the picture without a key for a day.',
      resolve: ({ url }) => url,
    }),
    dataUri: t.string({
      description:
        'The whole file as a `data:` URI, ready for an `img` element: saves a request, but is a third larger. ' +
        'Intended for small scales.',
      extensions: needsFile,
      resolve: async ({ source, variant }, _, context) => {
        const bytes = await context.pictures.encode(source, variant, context);
        return `data:${mediaType(variant.format)};base64,${bytes.toString('base64')}`;
      },
    }),
    width: t.int({ description: 'Width in pixels.', resolve: ({ variant }) => variant.width }),
    height: t.int({ description: 'Height in pixels.', resolve: ({ variant }) => variant.height }),
    mediaType: t.string({
      description: 'Media type of the file, such as `image/webp`.',
      resolve: ({ variant }) => mediaType(variant.format),
    }),
    byteLength: t.int({
      description: 'Size of the file in bytes.',
      extensions: needsFile,
      resolve: async ({ source, variant }, _, context) =>
        (await context.pictures.encode(source, variant, context)).byteLength,
    }),
  }),
});
