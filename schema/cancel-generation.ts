import { NotFoundError } from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { GenerationObject } from './generation.ts';
import { knownGeneration } from './known-generation.ts';
import { writePrice } from './price.ts';

const CancelGenerationInput = builder.inputType('CancelGenerationInput', {
  description: 'The generation to cancel.',
  fields: t => ({ id: t.id({ required: true, description: '`Generation.id`.' }) }),
});

builder.mutationField('cancelGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'Cancels a generation. A queued or held one stops at once, a running one after the current scale; its ' +
      'finished scales are kept. A generation that has ended is returned unchanged, so canceling twice is ' +
      'harmless.',
    args: {
      input: t.arg({ type: CancelGenerationInput, required: true, description: 'The generation to cancel.' }),
    },
    errors: {
      types: [NotFoundError],
      union: { description: 'Canceled or canceling, or the error.' },
      result: { description: 'The generation is canceled, or will be after the current scale.' },
      dataField: { name: 'generation', description: 'The generation with its new status.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, { generations }) => {
      const { id } = await knownGeneration(input.id, generations);
      return generations.cancel(id);
    },
  }),
);
