import type { InpaintRequest } from '../src/generations/request.ts';
import type { MaskPolarity as Polarity } from '../src/images/canvas/mask-polarity.ts';
import { builder } from './builder.ts';
import { fileRequest, MaskImageInput } from './source-input.ts';

export const MaskPolarity = builder.enumType('MaskPolarity', {
  description:
    'Which parts of a mask to edit. There is no default, because mask conventions differ between programs. ' +
    'Greys and partial transparency make a soft edge.',
  values: {
    WHITE_IS_EDIT: { description: 'Edits light areas; keeps dark and transparent ones.' },
    BLACK_IS_EDIT: { description: 'Edits dark areas; keeps light and transparent ones.' },
    TRANSPARENT_IS_EDIT: { description: 'Edits transparent areas; requires an alpha channel.' },
    OPAQUE_IS_EDIT: { description: 'Edits opaque areas; requires an alpha channel.' },
  } satisfies Record<Polarity, { description: string }>,
});

export const MaskInput = builder.inputType('MaskInput', {
  description:
    'Where to edit a picture. The mask is stretched to the size of the source; a different aspect ratio gives a ' +
    'warning. A mask with values 0 and 1 is read as black and white, with a warning. A mask that marks ' +
    'everything or nothing gives a warning, too.',
  fields: t => ({
    image: t.field({ type: MaskImageInput, required: true, description: 'The mask picture.' }),
    polarity: t.field({
      type: MaskPolarity,
      required: true,
      description: 'Which parts of the mask to edit.',
    }),
  }),
});

/** @throws InvalidInputError */
export function maskRequest({ image, polarity }: typeof MaskInput.$inferInput): InpaintRequest['mask'] {
  return { image: fileRequest('mask.image', image), polarity };
}
