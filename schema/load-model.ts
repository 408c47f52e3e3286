import { ModelUnavailableError, NotFoundError } from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { Model } from './model.ts';
import { writePrice } from './price.ts';
import { servedModel } from './served-model.ts';

const LoadModelInput = builder.inputType('LoadModelInput', {
  description: 'What to load.',
  fields: t => ({
    model: t.string({ required: true, description: 'Name of the model.' }),
  }),
});

builder.mutationField('loadModel', t =>
  t.field({
    type: Model,
    description:
      'Has every process that serves a model load it now, on each of its devices, so that the next request does not wait ' +
      'for that. Answers as soon as they were told: `Model.residence` shows when it is done. A model that nobody ' +
      'uses is unloaded after a while all the same, unless it is the default one.',
    args: { input: t.arg({ type: LoadModelInput, required: true, description: 'What to load.' }) },
    errors: {
      types: [NotFoundError, ModelUnavailableError],
      union: { description: 'Passed on, or why not.' },
      result: { description: 'The model will be loaded.' },
      dataField: { name: 'model', description: 'The model with its `residence`.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, context) => {
      const model = servedModel(input.model, context);
      await context.residences.load(model.digest);
      return model;
    },
  }),
);
