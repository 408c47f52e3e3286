import { ModelUnavailableError, NotFoundError } from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { Model } from './model.ts';
import { writePrice } from './price.ts';
import { servedModel } from './served-model.ts';

const LoadModelInput = builder.inputType('LoadModelInput', {
  description: 'The model to load.',
  fields: t => ({
    model: t.string({ required: true, description: 'Name of the model.' }),
  }),
});

builder.mutationField('loadModel', t =>
  t.field({
    type: Model,
    description:
      'Loads a model now, on every device of every process that serves it, so that the next request does not wait for it. ' +
      'Returns immediately; `Model.residence` shows the progress. An idle model is still unloaded after a while, ' +
      'unless it is the default model. Requires the scope `operate`.',
    authScopes: { operate: true },
    skipTypeScopes: true,
    args: { input: t.arg({ type: LoadModelInput, required: true, description: 'The model to load.' }) },
    errors: {
      types: [NotFoundError, ModelUnavailableError],
      union: { description: 'The accepted request, or an error.' },
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
