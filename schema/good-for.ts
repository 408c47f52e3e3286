import { goodSides } from '../src/generations/plan/model-warnings.ts';
import type { Range } from '../src/inference/packs/good-for.ts';
import type { ModelDescription } from '../src/inference/packs/model-description.ts';
import { builder } from './builder.ts';

const IntRange = builder.objectRef<Range>('IntRange').implement({
  description: 'A range of whole numbers, inclusive.',
  fields: t => ({
    from: t.exposeInt('from', { description: 'The minimum.' }),
    to: t.exposeInt('to', { description: 'The maximum.' }),
  }),
});

const FloatRange = builder.objectRef<Range>('FloatRange').implement({
  description: 'A range of numbers, inclusive.',
  fields: t => ({
    from: t.exposeFloat('from', { description: 'The minimum.' }),
    to: t.exposeFloat('to', { description: 'The maximum.' }),
  }),
});

const GoodForGuidance = builder.objectRef<ModelDescription>('GoodForGuidance').implement({
  description: 'Guidance scales the model does well with, by mode.',
  fields: t => ({
    constant: t.field({
      type: FloatRange,
      nullable: true,
      description: 'In CONSTANT mode; null if unknown.',
      resolve: ({ config }) => config.goodFor.guidance?.constant,
    }),
    ramp: t.field({
      type: FloatRange,
      nullable: true,
      description: 'In RAMP mode; null if unknown.',
      resolve: ({ config }) => config.goodFor.guidance?.ramp,
    }),
  }),
});

export const GoodForObject = builder.objectRef<ModelDescription>('GoodFor').implement({
  description:
    'What a model does well. Requests beyond this are allowed and carried out; `Generation.warnings` and ' +
    '`RequestPlan.warnings` then say what to expect.',
  fields: t => ({
    pictures: t.string({
      nullable: true,
      description:
        "What the model's pictures show, and what pictures to edit should show; null if unspecified.",
      resolve: ({ config }) => config.goodFor.pictures,
    }),
    background: t.string({
      nullable: true,
      description: 'Background colour common to all its pictures, such as `#ffffff`; null if it varies.',
      resolve: ({ config }) => config.goodFor.background,
    }),
    withoutClass: t.boolean({
      nullable: true,
      description: 'Whether the model does well without a class; null if unknown.',
      resolve: ({ config }) => config.goodFor.withoutClass,
    }),
    sides: t.field({
      type: IntRange,
      description: 'Shortest and longest side of a picture, in pixels.',
      resolve: goodSides,
    }),
    aspectRatio: t.float({
      nullable: true,
      description: 'Largest ratio of the longer to the shorter side; null if unknown.',
      resolve: ({ config }) => config.goodFor.aspectRatio,
    }),
    steps: t.field({
      type: IntRange,
      nullable: true,
      description: 'Number of scales; null if unknown.',
      resolve: ({ config }) => config.goodFor.steps,
    }),
    guidance: t.field({
      type: GoodForGuidance,
      description: 'Guidance scales.',
      resolve: model => model,
    }),
  }),
});
