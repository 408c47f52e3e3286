import { NotFoundError } from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { GenerationObject } from './generation.ts';
import { knownGeneration } from './known-generation.ts';
import { writePrice } from './price.ts';

const CancelGenerationInput = builder.inputType('CancelGenerationInput', {
  description: 'What to stop.',
  fields: t => ({ id: t.id({ required: true, description: '`Generation.id`.' }) }),
});

builder.mutationField('cancelGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'Asks a generation to stop. One that is queued or held stops at once, a running one after the scale under way; its ' +
      'finished scales remain. One that has finished is answered as it is, so asking twice does no harm.',
    args: {
      input: t.arg({ type: CancelGenerationInput, required: true, description: 'What to stop.' }),
    },
    errors: {
      types: [NotFoundError],
      union: { description: 'Stopped or stopping, or why not.' },
      result: { description: 'The generation will not go on.' },
      dataField: { name: 'generation', description: 'The generation with its new status.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, { generations }) => {
      const { id } = await knownGeneration(input.id, generations);
      return generations.cancel(id);
    },
  }),
);
