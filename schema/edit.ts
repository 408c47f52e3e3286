import type { PixelSize as Size } from '../src/flexvar/pixel-size.ts';
import type { Generation, PictureEdit } from '../src/generations/generation.ts';
import type { CanvasMapping as Mapping, Rectangle } from '../src/images/canvas/canvas-mapping.ts';
import type { StoredPicture } from '../src/images/canvas/stored-picture.ts';
import { builder } from './builder.ts';
import { GenerationObject } from './generation.ts';
import { storedPicturePrice } from './price.ts';

/** A generation, or a planned one with its unstored pictures. */
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
  /** The visible part of the canvas. */
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
  description: 'A part of a picture, in pixels.',
  fields: t => ({
    left: t.exposeInt('left', { description: 'Distance in pixels from the left edge.' }),
    top: t.exposeInt('top', { description: 'Distance in pixels from the top edge.' }),
    width: t.exposeInt('width', { description: 'Width in pixels.' }),
    height: t.exposeInt('height', { description: 'Height in pixels.' }),
  }),
});

const CanvasMapping = builder.objectRef<Mapping>('CanvasMapping').implement({
  description: "Position of a source in the model's canvas, whose sides are whole numbers of tokens.",
  fields: t => ({
    sourceSize: t.field({
      type: PixelSize,
      description: 'Size of the source as received, after EXIF rotation.',
      resolve: ({ sourceSize }) => sourceSize,
    }),
    canvas: t.field({
      type: PixelSize,
      description: 'Size of the canvas: the finest grid of the plan times `Model.stride`.',
      resolve: ({ canvas }) => canvas,
    }),
    source: t.field({
      type: RectangleObject,
      description: 'Position of the source in the canvas, at its scaled size.',
      resolve: ({ source }) => source,
    }),
    crop: t.field({
      type: RectangleObject,
      description:
        'The part of the canvas that is returned; the rest is padding. Coarser scales are cropped in proportion.',
      resolve: ({ crop }) => crop,
    }),
  }),
});

const EditPicture = builder.objectRef<PictureOfEdit>('EditPicture').implement({
  description: 'A source or a mask as the model sees it, without the padding of the canvas.',
  fields: t => ({
    digest: t.exposeString('digest', {
      description: 'SHA-256 of the size and pixels of the whole canvas, padding included, in hexadecimal.',
    }),
    width: t.int({ description: 'Width in pixels.', resolve: ({ part }) => part.width }),
    height: t.int({ description: 'Height in pixels.', resolve: ({ part }) => part.height }),
    dataUri: t.string({
      description: 'The whole file, a PNG, as a `data:` URI. White areas of a mask are edited.',
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
  description: 'An edit of a picture.',
  fields: t => ({
    source: t.field({
      type: EditPicture,
      description: 'The source, scaled and placed in the canvas.',
      resolve: of => ({ ...of, digest: of.edit.source, part: of.edit.mapping.crop }),
    }),
    scaledSource: t.field({
      type: EditPicture,
      description:
        'The source alone, at its size in the canvas. Sent again with the same recipe, it gives the same picture.',
      resolve: of => ({ ...of, digest: of.edit.source, part: of.edit.mapping.source }),
    }),
    mapping: t.field({
      type: CanvasMapping,
      description: 'Position of the source in the canvas.',
      resolve: ({ edit }) => edit.mapping,
    }),
    notes: t.stringList({
      description:
        'Notes, as sentences, on what was changed or dropped from the source: extra frames, transparency, ' +
        'colours, size.',
      resolve: ({ edit }) => [...edit.notes],
    }),
  }),
  resolveType: ({ edit }) => typeNames[edit.operation],
});

const typeNames = { INPAINT: 'InpaintEdit', EXPAND: 'ExpandEdit', REFINE: 'RefineEdit' } as const;

const InpaintEdit = builder.objectRef<EditOfPicture>('InpaintEdit').implement({
  description: 'Parts of a picture are redrawn (`inpaintImage`).',
  interfaces: [PictureEditInterface],
  fields: t => ({
    mask: t.field({
      type: EditPicture,
      description: 'The area that is redrawn, in the canvas.',
      resolve: of => ({ ...of, digest: of.edit.mask ?? '', part: of.edit.mapping.crop }),
    }),
    fromScale: t.int({
      description: 'Index of the first scale that may change.',
      resolve: ({ edit }) => edit.fromScale,
    }),
    feather: t.int({
      nullable: true,
      description: 'Width in pixels of the blend around the mask; null if the source is not composited back.',
      resolve: ({ edit }) => edit.feather,
    }),
  }),
});

const ExpandEdit = builder.objectRef<EditOfPicture>('ExpandEdit').implement({
  description: 'A picture is extended beyond its edges (`expandImage`).',
  interfaces: [PictureEditInterface],
  fields: t => ({
    mask: t.field({
      type: EditPicture,
      description: 'The new part of the canvas.',
      resolve: of => ({ ...of, digest: of.edit.mask ?? '', part: of.edit.mapping.crop }),
    }),
    feather: t.int({
      nullable: true,
      description:
        'Width in pixels of the blend along the edge of the source; null if the source is not composited back.',
      resolve: ({ edit }) => edit.feather,
    }),
  }),
});

const RefineEdit = builder.objectRef<EditOfPicture>('RefineEdit').implement({
  description: 'A picture is enlarged or cleaned up (`refineImage`).',
  interfaces: [PictureEditInterface],
  fields: t => ({
    fidelity: t.int({
      description: 'Index of the finest scale taken from the source.',
      resolve: ({ edit }) => edit.fromScale - 1,
    }),
  }),
});

const BranchEdit = builder.objectRef<Edited>('BranchEdit').implement({
  description: 'Another generation, `Generation.parent`, is continued differently (`branchGeneration`).',
  fields: t => ({
    scale: t.int({
      description: 'Index of the finest scale kept.',
      resolve: ({ parent }) => parent?.scaleIndex ?? 0,
    }),
    picture: t.field({
      type: PictureEditInterface,
      nullable: true,
      description:
        "The parent's edit of a picture, if the branch continues it: what the parent keeps of the picture, the " +
        'branch keeps.',
      resolve: ({ edit, pictures = [] }) => edit && { edit, pictures },
    }),
  }),
});

export const Edit = builder.unionType('Edit', {
  description: 'The starting point of a generation and the operation applied to it.',
  types: [InpaintEdit, ExpandEdit, RefineEdit, BranchEdit],
  resolveType: value => ('operation' in value ? 'BranchEdit' : typeNames[value.edit.operation]),
});

/** Null for generations from a recipe alone. */
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
      'The starting point and the operation applied to it; null for a generation made from a recipe alone.',
    resolve: editOf,
  }),
);
