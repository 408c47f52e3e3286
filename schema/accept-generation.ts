import {
  GenerationStateError,
  InvalidInputError,
  NotFoundError,
  QueueFullError,
} from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { GenerationObject } from './generation.ts';
import { knownGeneration } from './known-generation.ts';
import { writePrice } from './price.ts';

const AcceptGenerationInput = builder.inputType('AcceptGenerationInput', {
  description: 'Which scale to accept.',
  fields: t => ({
    id: t.id({
      description: '`Generation.id`; defaults to the newest generation, for experiments by hand.',
    }),
    scale: t.field({
      type: 'Int',
      required: true,
      description: 'Index of the scale in the plan, from 0. The scale need not be finished yet.',
    }),
  }),
});

builder.mutationField('acceptGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'Takes a scale as the picture; finer scales are not computed. If the scale is finished the generation ' +
      'ends at once, otherwise as soon as it is. A held generation resumes until then, and a pending hold is ' +
      'cleared. With CONSTANT guidance the picture equals, token for token, that of a request whose schedule ' +
      'ends at this scale. With RAMP it differs: the strength at a scale depends on the number of planned ' +
      'scales.',
    args: {
      input: t.arg({ type: AcceptGenerationInput, required: true, description: 'Which scale to accept.' }),
    },
    errors: {
      types: [NotFoundError, InvalidInputError, GenerationStateError, QueueFullError],
      union: { description: 'The accepted generation, or the error.' },
      result: { description: 'The generation ends at this scale.' },
      dataField: { name: 'generation', description: 'The generation with its new status.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, { generations }) => {
      const { id } = await knownGeneration(input.id, generations);
      return generations.accept(id, input.scale);
    },
  }),
);
