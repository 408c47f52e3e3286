import type { GreedyRule } from '../src/flexvar/model.ts';
import type { Guidance, Sampling } from '../src/flexvar/recipe.ts';
import { builder } from './builder.ts';

export const GuidanceMode = builder.enumType('GuidanceMode', {
  description: 'How the strength of guidance goes along the scales.',
  values: {
    RAMP: {
      value: 'ramp',
      description:
        'Weak at the coarse scales, growing to the given strength: more variety. As the paper evaluates.',
    },
    CONSTANT: {
      value: 'constant',
      description: 'The same at every scale, so that a picture does not depend on how many scales follow.',
    },
  } as const,
});

export const GuidanceObject = builder.objectRef<Guidance>('Guidance').implement({
  description: 'How strongly the class steers the picture (classifier-free guidance).',
  fields: t => ({
    mode: t.field({
      type: GuidanceMode,
      description: 'How the strength goes along the scales.',
      resolve: ({ mode }) => mode,
    }),
    scale: t.exposeFloat('scale', {
      description: 'The strength, 0 to 20. Higher is truer to the class and less varied.',
    }),
  }),
});

export const GuidanceInput = builder.inputType('GuidanceInput', {
  description:
    'How strongly the class steers the picture. What is left out is taken from `Model.defaults`, in a branch from the ' +
    'parent.',
  fields: t => ({
    mode: t.field({ type: GuidanceMode, description: 'How the strength goes along the scales.' }),
    scale: t.float({
      description:
        'The strength, 0 to 20. Higher is truer to the class and less varied. Means nothing without a class.',
    }),
  }),
});

export const SamplingObject = builder.objectRef<Sampling>('Sampling').implement({
  description: 'How a token is drawn from what the model thinks likely: top-k first, then top-p.',
  fields: t => ({
    topK: t.exposeInt('topK', {
      description:
        'Number of likeliest tokens that may be drawn; 1 always takes the likeliest, 0 allows all.',
    }),
    topP: t.exposeFloat('topP', {
      description:
        'Share of the probability that may be drawn from, above 0 and up to 1, likeliest tokens first.',
    }),
    greedyRule: t.exposeBoolean('greedyRule', {
      description: "Whether the model's greedy rule applies (`Model.greedyRule`).",
    }),
  }),
});

export const SamplingInput = builder.inputType('SamplingInput', {
  description:
    'How a token is drawn from what the model thinks likely: top-k first, then top-p. What is left out is taken ' +
    'from `Model.defaults`, in a branch from the parent.',
  fields: t => ({
    topK: t.field({
      type: 'Int',
      description:
        'Number of likeliest tokens that may be drawn: 1 (always the likeliest) to `Model.codebookSize`; 0 allows all.',
    }),
    topP: t.float({
      description:
        'Share of the probability that may be drawn from, above 0 and up to 1, likeliest tokens first.',
    }),
    greedyRule: t.boolean({
      description:
        "Whether the model's greedy rule applies (`Model.greedyRule`); true when left out. Means nothing for a " +
        'model that has none.',
    }),
  }),
});

export const GreedyRuleObject = builder.objectRef<GreedyRule>('GreedyRule').implement({
  description:
    'Scales for which the likeliest token is always taken, whatever the sampling says: those with a side that is ' +
    'not in `sampledSides` or is larger than `maxSampledSide`. The published models were evaluated with such a rule.',
  fields: t => ({
    sampledSides: t.intList({
      description: 'Sides, in tokens, at which tokens are drawn at random.',
      resolve: ({ sampledSides }) => [...sampledSides],
    }),
    maxSampledSide: t.exposeInt('maxSampledSide', {
      description: 'Longest side, in tokens, at which tokens are drawn at random.',
    }),
  }),
});
