import type { PlannedScale } from '../src/generations/generation.ts';
import { builder } from './builder.ts';
import { maskPrice } from './price.ts';

const ScaleForcing = builder.enumType('ScaleForcing', {
  description:
    'How much of a scale is forced: taken from an edited picture or a branched parent instead of sampled.',
  values: {
    NONE: { value: 'none', description: 'Nothing: every cell is sampled.' },
    PARTLY: { value: 'partly', description: 'The cells outside a mask.' },
    WHOLLY: { value: 'wholly', description: 'Every cell: nothing is sampled.' },
  } as const,
});

/** Rows of `1` for sampled and `0` for kept cells. */
function rowsOf({ grid, forced, mask }: PlannedScale): readonly string[] {
  return mask ?? Array<string>(grid.rows).fill((forced === 'none' ? '1' : '0').repeat(grid.columns));
}

const ScaleMask = builder.objectRef<PlannedScale>('ScaleMask').implement({
  description: 'Which cells of a scale are sampled and which are forced.',
  fields: t => ({
    rows: t.stringList({
      complexity: maskPrice,
      description: 'Top to bottom, one character per cell: 1 for sampled, 0 for kept.',
      resolve: planned => [...rowsOf(planned)],
    }),
    sampledCells: t.int({
      description: 'Number of sampled cells.',
      resolve: planned => rowsOf(planned).join('').replaceAll('0', '').length,
    }),
    dataUri: t.string({
      description: 'The mask as a PNG with one pixel per cell, white for sampled, as a `data:` URI.',
      complexity: maskPrice,
      resolve: async (planned, _, context) => {
        const file = await context.pictures.maskPicture(rowsOf(planned), context);
        return `data:image/png;base64,${file.toString('base64')}`;
      },
    }),
  }),
});

export const PlannedScaleObject = builder.objectRef<PlannedScale>('PlannedScale').implement({
  description: 'A planned scale, finished or not.',
  fields: t => ({
    index: t.exposeInt('index', { description: 'Place in the schedule, from 0 (coarsest).' }),
    rows: t.int({ description: 'Tokens from top to bottom.', resolve: ({ grid }) => grid.rows }),
    columns: t.int({ description: 'Tokens from left to right.', resolve: ({ grid }) => grid.columns }),
    width: t.exposeInt('width', { description: 'Width of its picture in pixels.' }),
    height: t.exposeInt('height', { description: 'Height of its picture in pixels.' }),
    forced: t.expose('forced', {
      type: ScaleForcing,
      description: 'How much of the scale is forced instead of sampled.',
    }),
    mask: t.field({
      type: ScaleMask,
      description: 'Which cells are sampled and which are forced.',
      resolve: planned => planned,
    }),
    workShare: t.exposeFloat('workShare', {
      description: 'Share of the total work of the generation, 0 to 1. The shares of a plan add up to 1.',
    }),
  }),
});
