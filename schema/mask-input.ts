import type { InpaintRequest } from '../src/generations/request.ts';
import type { MaskPolarity as Polarity } from '../src/images/canvas/mask-polarity.ts';
import { builder } from './builder.ts';
import { fileRequest, MaskImageInput } from './source-input.ts';

export const MaskPolarity = builder.enumType('MaskPolarity', {
  description:
    'Which parts of a mask are to be edited. There is no default: programs that make masks do not agree. Greys, and ' +
    'partly transparent pixels, are in between: a soft edge.',
  values: {
    WHITE_IS_EDIT: { description: 'What is light is edited; what is dark or transparent stays.' },
    BLACK_IS_EDIT: { description: 'What is dark is edited; what is light or transparent stays.' },
    TRANSPARENT_IS_EDIT: { description: 'What is transparent is edited; needs an alpha channel.' },
    OPAQUE_IS_EDIT: { description: 'What is not transparent is edited; needs an alpha channel.' },
  } satisfies Record<Polarity, { description: string }>,
});

export const MaskInput = builder.inputType('MaskInput', {
  description:
    'Where a picture is edited. A mask of another size than the source is stretched over it; of another aspect ratio, a ' +
    'warning says so. A mask of 0 and 1 is read as one of black and white; a warning says that, too, and when all or nothing ' +
    'is marked.',
  fields: t => ({
    image: t.field({ type: MaskImageInput, required: true, description: 'The picture of the mask.' }),
    polarity: t.field({ type: MaskPolarity, required: true, description: 'Which parts of it are edited.' }),
  }),
});

/** @throws InvalidInputError */
export function maskRequest({ image, polarity }: typeof MaskInput.$inferInput): InpaintRequest['mask'] {
  return { image: fileRequest('mask.image', image), polarity };
}
