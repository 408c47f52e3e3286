import type { Grid } from '../src/flexvar/grid.ts';
import { builder } from './builder.ts';

export const GridObject = builder.objectRef<Grid>('Grid').implement({
  description: 'The size of a scale in tokens.',
  fields: t => ({
    rows: t.exposeInt('rows', { description: 'Tokens from top to bottom, 1 or more.' }),
    columns: t.exposeInt('columns', { description: 'Tokens from left to right, 1 or more.' }),
  }),
});

export const GridInput = builder.inputType('GridInput', {
  description: 'The size of a scale in tokens. Each token covers a square of `Model.stride` pixels a side.',
  fields: t => ({
    rows: t.field({ type: 'Int', required: true, description: 'Tokens from top to bottom, 1 or more.' }),
    columns: t.field({
      type: 'Int',
      required: true,
      description: 'Tokens from left to right, 1 or more.',
    }),
  }),
});
