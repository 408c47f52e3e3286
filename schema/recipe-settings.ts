import type { GreedyRule } from '../src/flexvar/model.ts';
import type { Guidance, Sampling } from '../src/flexvar/recipe.ts';
import { builder } from './builder.ts';

export const GuidanceMode = builder.enumType('GuidanceMode', {
  description: 'How the guidance strength changes from scale to scale.',
  values: {
    RAMP: {
      value: 'ramp',
      description:
        'Weak at coarse scales, rising to the given strength: more variety. Used for evaluation in the paper.',
    },
    CONSTANT: {
      value: 'constant',
      description: 'The same at every scale, so a picture does not depend on how many scales follow.',
    },
  } as const,
});

export const GuidanceObject = builder.objectRef<Guidance>('Guidance').implement({
  description: 'How strongly the class steers the picture (classifier-free guidance).',
  fields: t => ({
    mode: t.field({
      type: GuidanceMode,
      description: 'How the strength changes from scale to scale.',
      resolve: ({ mode }) => mode,
    }),
    scale: t.exposeFloat('scale', {
      description: 'The strength, 0 to 20. Higher is truer to the class and less varied.',
    }),
  }),
});

export const GuidanceInput = builder.inputType('GuidanceInput', {
  description:
    'How strongly the class steers the picture. Omitted fields come from `Model.defaults`, or from the parent ' +
    'in a branch.',
  fields: t => ({
    mode: t.field({ type: GuidanceMode, description: 'How the strength changes from scale to scale.' }),
    scale: t.float({
      description:
        'The strength, 0 to 20. Higher is truer to the class and less varied. Ignored without a class.',
    }),
  }),
});

export const SamplingObject = builder.objectRef<Sampling>('Sampling').implement({
  description: 'How tokens are sampled from the predicted distribution: top-k first, then top-p.',
  fields: t => ({
    topK: t.exposeInt('topK', {
      description: 'Number of likeliest tokens to sample from; 1 always takes the likeliest, 0 allows all.',
    }),
    topP: t.exposeFloat('topP', {
      description: 'Cumulative probability of the likeliest tokens to sample from, above 0 and up to 1.',
    }),
    greedyRule: t.exposeBoolean('greedyRule', {
      description: "Whether the model's greedy rule applies (`Model.greedyRule`).",
    }),
  }),
});

export const SamplingInput = builder.inputType('SamplingInput', {
  description:
    'How tokens are sampled from the predicted distribution: top-k first, then top-p. Omitted fields come from ' +
    '`Model.defaults`, or from the parent in a branch.',
  fields: t => ({
    topK: t.field({
      type: 'Int',
      description:
        'Number of likeliest tokens to sample from: 1 (always the likeliest) to `Model.codebookSize`; 0 allows all.',
    }),
    topP: t.float({
      description: 'Cumulative probability of the likeliest tokens to sample from, above 0 and up to 1.',
    }),
    greedyRule: t.boolean({
      description:
        "Whether the model's greedy rule applies (`Model.greedyRule`); true by default. Ignored if the model " +
        'has none.',
    }),
  }),
});

export const GreedyRuleObject = builder.objectRef<GreedyRule>('GreedyRule').implement({
  description:
    'Scales that always use the likeliest token, whatever the sampling: those with a side that is not in ' +
    '`sampledSides` or exceeds `maxSampledSide`. The published models were evaluated with such a rule.',
  fields: t => ({
    sampledSides: t.intList({
      description: 'Side lengths, in tokens, of scales that are sampled.',
      resolve: ({ sampledSides }) => [...sampledSides],
    }),
    maxSampledSide: t.exposeInt('maxSampledSide', {
      description: 'Longest side, in tokens, of a scale that is sampled.',
    }),
  }),
});
