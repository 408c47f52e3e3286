import { ModelUnavailableError, NotFoundError } from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { Model } from './model.ts';
import { writePrice } from './price.ts';
import { servedModel } from './served-model.ts';

const UnloadModelInput = builder.inputType('UnloadModelInput', {
  description: 'What to unload.',
  fields: t => ({
    model: t.string({ required: true, description: 'Name of the model.' }),
  }),
});

builder.mutationField('unloadModel', t =>
  t.field({
    type: Model,
    description:
      'Has every process that serves a model give its memory back, as soon as nobody there uses it; the default model, ' +
      'too. Nothing that was asked for is lost: the next use loads it again. Answers as soon as they were told: ' +
      '`Model.residence` shows when it is done.',
    args: { input: t.arg({ type: UnloadModelInput, required: true, description: 'What to unload.' }) },
    errors: {
      types: [NotFoundError, ModelUnavailableError],
      union: { description: 'Passed on, or why not.' },
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
