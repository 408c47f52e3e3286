import { ModelUnavailableError, NotFoundError } from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { Model } from './model.ts';
import { writePrice } from './price.ts';
import { servedModel } from './served-model.ts';

const UnloadModelInput = builder.inputType('UnloadModelInput', {
  description: 'The model to unload.',
  fields: t => ({
    model: t.string({ required: true, description: 'Name of the model.' }),
  }),
});

builder.mutationField('unloadModel', t =>
  t.field({
    type: Model,
    description:
      "Frees a model's memory in every process that serves it, as soon as it is idle there, even for the default model. " +
      'No work is lost: the next use loads it again. Returns immediately; `Model.residence` shows the progress. ' +
      'Requires the scope `operate`.',
    authScopes: { operate: true },
    skipTypeScopes: true,
    args: { input: t.arg({ type: UnloadModelInput, required: true, description: 'The model to unload.' }) },
    errors: {
      types: [NotFoundError, ModelUnavailableError],
      union: { description: 'The accepted request, or an error.' },
      result: { description: 'The model will be unloaded.' },
      dataField: { name: 'model', description: 'The model with its `residence`.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, context) => {
      const model = servedModel(input.model, context);
      await context.residences.unload(model.digest);
      return model;
    },
  }),
);
