import type { Generation } from '../src/generations/generation.ts';
import { builder } from './builder.ts';
import { GridObject } from './grid.ts';
import { classOfModel, ImageClass } from './image-class.ts';
import { GuidanceObject, SamplingObject } from './recipe-settings.ts';

/** A recipe and the model it is for. */
export type RecipeOfModel = Pick<Generation, 'recipe' | 'model' | 'modelDigest'>;

export const Recipe = builder.objectRef<RecipeOfModel>('Recipe').implement({
  description:
    'Everything that determines a picture. The same recipe on the same model gives the same tokens, whatever ' +
    'else the server is doing.',
  fields: t => ({
    class: t.field({
      type: ImageClass,
      nullable: true,
      description:
        'The class drawn; null for a picture without a class, or if the model is no longer installed.',
      resolve: ({ recipe, model }, _, { models }) => {
        const loaded = models.find(model);
        return loaded ? classOfModel(loaded, recipe.label) : null;
      },
    }),
    classIndex: t.int({
      description: 'Index of the class; `Model.classCount`, one past the last, stands for "no class".',
      resolve: ({ recipe }) => recipe.label,
    }),
    seed: t.field({
      type: 'Seed',
      description: 'Seed of the random numbers. Drawn by the server if the request gave none.',
      resolve: ({ recipe }) => recipe.seed,
    }),
    imageIndex: t.int({
      description:
        'Index of the picture in the series of the seed, from 0. The pictures of one request have consecutive ' +
        'indices.',
      resolve: ({ recipe }) => recipe.imageIndex,
    }),
    schedule: t.field({
      type: [GridObject],
      description: 'The grid of every scale, coarse to fine.',
      resolve: ({ recipe }) => [...recipe.schedule],
    }),
    guidance: t.field({
      type: GuidanceObject,
      description: 'How strongly the class steers the picture.',
      resolve: ({ recipe }) => recipe.guidance,
    }),
    sampling: t.field({
      type: SamplingObject,
      description: 'How tokens are sampled.',
      resolve: ({ recipe }) => recipe.sampling,
    }),
    modelName: t.string({ description: 'Name of the model.', resolve: ({ model }) => model }),
    modelDigest: t.string({
      description: 'SHA-256 of the model pack at the time of the request, in hexadecimal.',
      resolve: ({ modelDigest }) => modelDigest,
    }),
  }),
});
