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
  description: 'Which scale is the one.',
  fields: t => ({
    id: t.id({
      description: '`Generation.id`; the newest generation when left out (for trying things by hand).',
    }),
    scale: t.field({
      type: 'Int',
      required: true,
      description: 'Index of the scale in the plan, from 0. It need not be finished yet.',
    }),
  }),
});

builder.mutationField('acceptGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'This scale is the picture: the rest is not computed. When the scale is finished the generation ends at once, ' +
      'otherwise as soon as it is; a held one goes on then, and a hold that was asked for is taken back. With ' +
      'CONSTANT guidance the picture is, token for token, the one of a request whose schedule ends at this scale. ' +
      'With RAMP it differs from that: the strength at a scale depends on how many scales are planned.',
    args: {
      input: t.arg({ type: AcceptGenerationInput, required: true, description: 'Which scale is the one.' }),
    },
    errors: {
      types: [NotFoundError, InvalidInputError, GenerationStateError, QueueFullError],
      union: { description: 'Accepted, or why not.' },
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
