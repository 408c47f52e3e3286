import type { PixelSize as Size } from '../src/flexvar/pixel-size.ts';
import type { Generation, PictureEdit } from '../src/generations/generation.ts';
import type { CanvasMapping as Mapping, Rectangle } from '../src/images/canvas/canvas-mapping.ts';
import type { StoredPicture } from '../src/images/canvas/stored-picture.ts';
import { builder } from './builder.ts';
import { GenerationObject } from './generation.ts';
import { storedPicturePrice } from './price.ts';

/** A generation, or one that is planned, with the pictures that are not stored yet. */
export type Edited = Pick<Generation, 'operation' | 'parent' | 'edit'> & {
  readonly pictures?: readonly StoredPicture[];
};

/** The picture of an edit. */
interface EditOfPicture {
  readonly edit: PictureEdit;
  readonly pictures: readonly StoredPicture[];
}

interface PictureOfEdit extends EditOfPicture {
  readonly digest: string;
  /** What of the canvas is shown. */
  readonly part: Rectangle;
}

const PixelSize = builder.objectRef<Size>('PixelSize').implement({
  description: 'A size in pixels.',
  fields: t => ({
    width: t.exposeInt('width', { description: 'Width in pixels.' }),
    height: t.exposeInt('height', { description: 'Height in pixels.' }),
  }),
});

const RectangleObject = builder.objectRef<Rectangle>('Rectangle').implement({
  description: 'A part of a picture, in its pixels.',
  fields: t => ({
    left: t.exposeInt('left', { description: 'Pixels left of it.' }),
    top: t.exposeInt('top', { description: 'Pixels above it.' }),
    width: t.exposeInt('width', { description: 'Width in pixels.' }),
    height: t.exposeInt('height', { description: 'Height in pixels.' }),
  }),
});

const CanvasMapping = builder.objectRef<Mapping>('CanvasMapping').implement({
  description:
    'Where a source lies in the canvas that the model works on, which is a whole number of tokens wide and high.',
  fields: t => ({
    sourceSize: t.field({
      type: PixelSize,
      description: 'Size of the source as it came, turned upright.',
      resolve: ({ sourceSize }) => sourceSize,
    }),
    canvas: t.field({
      type: PixelSize,
      description: 'Size of the canvas: the finest grid of the plan times `Model.stride`.',
      resolve: ({ canvas }) => canvas,
    }),
    source: t.field({
      type: RectangleObject,
      description: 'Where the source lies in the canvas, scaled to this size.',
      resolve: ({ source }) => source,
    }),
    crop: t.field({
      type: RectangleObject,
      description:
        'What of the canvas is returned; the rest is padding. Coarser scales are cut in proportion.',
      resolve: ({ crop }) => crop,
    }),
  }),
});

const EditPicture = builder.objectRef<PictureOfEdit>('EditPicture').implement({
  description: 'A source or a mask as the model works with it, without the padding of the canvas.',
  fields: t => ({
    digest: t.exposeString('digest', {
      description: 'SHA-256 of size and pixels of the whole canvas it is a part of, in hexadecimal.',
    }),
    width: t.int({ description: 'Width in pixels.', resolve: ({ part }) => part.width }),
    height: t.int({ description: 'Height in pixels.', resolve: ({ part }) => part.height }),
    dataUri: t.string({
      description: 'The whole file, a PNG, as a `data:` URI. A mask is white where it is edited.',
      complexity: storedPicturePrice,
      resolve: async ({ digest, part, pictures }, _, context) => {
        const stored =
          pictures.find(picture => picture.digest === digest) ?? (await context.generations.picture(digest));
        const file = await context.pictures.cropStored(stored, part, context);
        return `data:image/png;base64,${file.toString('base64')}`;
      },
    }),
  }),
});

const PictureEditInterface = builder.interfaceRef<EditOfPicture>('PictureEdit').implement({
  description: 'An operation on a picture.',
  fields: t => ({
    source: t.field({
      type: EditPicture,
      description: 'The picture it starts from, scaled and laid into the canvas.',
      resolve: of => ({ ...of, digest: of.edit.source, part: of.edit.mapping.crop }),
    }),
    scaledSource: t.field({
      type: EditPicture,
      description:
        'The source alone, at the size it has in the canvas: sent again with the same recipe, it makes the same picture.',
      resolve: of => ({ ...of, digest: of.edit.source, part: of.edit.mapping.source }),
    }),
    mapping: t.field({
      type: CanvasMapping,
      description: 'Where the source lies in the canvas.',
      resolve: ({ edit }) => edit.mapping,
    }),
    notes: t.stringList({
      description:
        'Sentences on what of the source was not taken over as it is: further frames, transparency, colours, size.',
      resolve: ({ edit }) => [...edit.notes],
    }),
  }),
  resolveType: ({ edit }) => typeNames[edit.operation],
});

const typeNames = { INPAINT: 'InpaintEdit', EXPAND: 'ExpandEdit', REFINE: 'RefineEdit' } as const;

const InpaintEdit = builder.objectRef<EditOfPicture>('InpaintEdit').implement({
  description: 'Parts of a picture are drawn anew (`inpaintImage`).',
  interfaces: [PictureEditInterface],
  fields: t => ({
    mask: t.field({
      type: EditPicture,
      description: 'Where it is drawn anew, in the canvas.',
      resolve: of => ({ ...of, digest: of.edit.mask ?? '', part: of.edit.mapping.crop }),
    }),
    fromScale: t.int({
      description: 'Index of the first scale that may change.',
      resolve: ({ edit }) => edit.fromScale,
    }),
    feather: t.int({
      nullable: true,
      description: 'Width in pixels of the blend around the mask; null when the source is not put back.',
      resolve: ({ edit }) => edit.feather,
    }),
  }),
});

const ExpandEdit = builder.objectRef<EditOfPicture>('ExpandEdit').implement({
  description: 'More is drawn around a picture (`expandImage`).',
  interfaces: [PictureEditInterface],
  fields: t => ({
    mask: t.field({
      type: EditPicture,
      description: 'What is new of the canvas.',
      resolve: of => ({ ...of, digest: of.edit.mask ?? '', part: of.edit.mapping.crop }),
    }),
    feather: t.int({
      nullable: true,
      description:
        "Width in pixels of the blend along the source's edge; null when the source is not put back.",
      resolve: ({ edit }) => edit.feather,
    }),
  }),
});

const RefineEdit = builder.objectRef<EditOfPicture>('RefineEdit').implement({
  description: 'A picture is made larger or cleaner (`refineImage`).',
  interfaces: [PictureEditInterface],
  fields: t => ({
    fidelity: t.int({
      description: 'Index of the finest scale that is taken from the source.',
      resolve: ({ edit }) => edit.fromScale - 1,
    }),
  }),
});

const BranchEdit = builder.objectRef<Edited>('BranchEdit').implement({
  description:
    'Another generation is continued otherwise (`branchGeneration`); `Generation.parent` says which.',
  fields: t => ({
    scale: t.int({
      description: 'Index of the finest scale that is kept.',
      resolve: ({ parent }) => parent?.scaleIndex ?? 0,
    }),
    picture: t.field({
      type: PictureEditInterface,
      nullable: true,
      description:
        "The parent's operation on a picture, where that goes on in the branch: what it keeps of the picture is kept.",
      resolve: ({ edit, pictures = [] }) => edit && { edit, pictures },
    }),
  }),
});

export const Edit = builder.unionType('Edit', {
  description: 'What a generation starts from, and what is done with it.',
  types: [InpaintEdit, ExpandEdit, RefineEdit, BranchEdit],
  resolveType: value => ('operation' in value ? 'BranchEdit' : typeNames[value.edit.operation]),
});

/** Null for what starts from nothing. */
export function editOf(edited: Edited): Edited | EditOfPicture | null {
  const { operation, edit, pictures = [] } = edited;
  if (operation === 'BRANCH') return edited;
  return edit && { edit, pictures };
}

builder.objectField(GenerationObject, 'edit', t =>
  t.field({
    type: Edit,
    nullable: true,
    description:
      'What it starts from, and what is done with that; null when it was made from a recipe alone.',
    resolve: editOf,
  }),
);
