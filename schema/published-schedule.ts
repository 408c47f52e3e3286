import type { Grid } from '../src/flexvar/grid.ts';
import type { ModelDescription } from '../src/inference/packs/model-description.ts';
import { builder } from './builder.ts';

interface ScheduleOfModel {
  readonly model: ModelDescription;
  readonly name: string;
  readonly grids: readonly Grid[];
}

interface GridOfModel {
  readonly model: ModelDescription;
  readonly grid: Grid;
}

export function publishedSchedules(model: ModelDescription): ScheduleOfModel[] {
  return model.config.schedules.map(({ name, grids }) => ({ model, name, grids }));
}

const ScheduleScale = builder.objectRef<GridOfModel>('ScheduleScale').implement({
  description: 'One step of a schedule.',
  fields: t => ({
    rows: t.int({ description: 'Tokens from top to bottom.', resolve: ({ grid }) => grid.rows }),
    columns: t.int({ description: 'Tokens from left to right.', resolve: ({ grid }) => grid.columns }),
    width: t.int({
      description: 'Width of its picture in pixels.',
      resolve: ({ grid, model }) => grid.columns * model.config.tokenizer.stride,
    }),
    height: t.int({
      description: 'Height of its picture in pixels.',
      resolve: ({ grid, model }) => grid.rows * model.config.tokenizer.stride,
    }),
  }),
});

export const PublishedSchedule = builder.objectRef<ScheduleOfModel>('PublishedSchedule').implement({
  description: 'A schedule, coarse to fine, that the model is known to do well with.',
  fields: t => ({
    name: t.exposeString('name', {
      description: 'The value for `canvas: { publishedSchedule: ... }`. Unique within the model.',
    }),
    isDefault: t.boolean({
      description: 'Whether requests that specify neither size nor steps use this schedule.',
      resolve: ({ model, name }) => model.config.defaults.schedule === name,
    }),
    steps: t.int({ description: 'Number of scales.', resolve: ({ grids }) => grids.length }),
    tokens: t.int({
      description: 'Total number of tokens in all scales; work grows slightly faster than this.',
      resolve: ({ grids }) => grids.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
    }),
    scales: t.field({
      type: [ScheduleScale],
      description: 'The scales, coarse to fine. The last one has the size of the finished picture.',
      resolve: ({ model, grids }) => grids.map(grid => ({ model, grid })),
    }),
  }),
});
