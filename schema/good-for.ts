import { goodSides } from '../src/generations/plan/model-warnings.ts';
import type { Range } from '../src/inference/packs/good-for.ts';
import type { ModelDescription } from '../src/inference/packs/model-description.ts';
import { builder } from './builder.ts';

const IntRange = builder.objectRef<Range>('IntRange').implement({
  description: 'Whole numbers from one to another, both included.',
  fields: t => ({
    from: t.exposeInt('from', { description: 'The least of them.' }),
    to: t.exposeInt('to', { description: 'The greatest of them.' }),
  }),
});

const FloatRange = builder.objectRef<Range>('FloatRange').implement({
  description: 'Numbers from one to another, both included.',
  fields: t => ({
    from: t.exposeFloat('from', { description: 'The least of them.' }),
    to: t.exposeFloat('to', { description: 'The greatest of them.' }),
  }),
});

const GoodForGuidance = builder.objectRef<ModelDescription>('GoodForGuidance').implement({
  description: 'Guidance scales that a model does well with, by mode.',
  fields: t => ({
    constant: t.field({
      type: FloatRange,
      nullable: true,
      description: 'In mode CONSTANT; null when it is not known.',
      resolve: ({ config }) => config.goodFor.guidance?.constant,
    }),
    ramp: t.field({
      type: FloatRange,
      nullable: true,
      description: 'In mode RAMP; null when it is not known.',
      resolve: ({ config }) => config.goodFor.guidance?.ramp,
    }),
  }),
});

export const GoodForObject = builder.objectRef<ModelDescription>('GoodFor').implement({
  description:
    'What a model does well. More is allowed, and carried out; `Generation.warnings` and `RequestPlan.warnings` then say ' +
    'what to expect.',
  fields: t => ({
    pictures: t.string({
      nullable: true,
      description:
        'What its pictures show, and pictures to be edited should; null when the model does not say.',
      resolve: ({ config }) => config.goodFor.pictures,
    }),
    background: t.string({
      nullable: true,
      description:
        'Colour of the background that all its pictures have, such as `#ffffff`; null when they have different ones.',
      resolve: ({ config }) => config.goodFor.background,
    }),
    withoutClass: t.boolean({
      nullable: true,
      description: 'Whether it draws something without a class; null when that is not known.',
      resolve: ({ config }) => config.goodFor.withoutClass,
    }),
    sides: t.field({
      type: IntRange,
      description: 'Shortest and longest side of a picture, in pixels.',
      resolve: goodSides,
    }),
    aspectRatio: t.float({
      nullable: true,
      description: 'Longer side over shorter side, at most; null when it is not known.',
      resolve: ({ config }) => config.goodFor.aspectRatio,
    }),
    steps: t.field({
      type: IntRange,
      nullable: true,
      description: 'Number of scales; null when it is not known.',
      resolve: ({ config }) => config.goodFor.steps,
    }),
    guidance: t.field({
      type: GoodForGuidance,
      description: 'Guidance scales.',
      resolve: model => model,
    }),
  }),
});
