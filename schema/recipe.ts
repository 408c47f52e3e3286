import type { Generation } from '../src/generations/generation.ts';
import { builder } from './builder.ts';
import { GridObject } from './grid.ts';
import { classOfModel, ImageClass } from './image-class.ts';
import { GuidanceObject, SamplingObject } from './recipe-settings.ts';

/** A recipe and the model it is for. */
export type RecipeOfModel = Pick<Generation, 'recipe' | 'model' | 'modelDigest'>;

export const Recipe = builder.objectRef<RecipeOfModel>('Recipe').implement({
  description:
    'Everything that decides a picture, with nothing left open: the same recipe on the same model gives the same ' +
    'tokens, whatever else the server does.',
  fields: t => ({
    class: t.field({
      type: ImageClass,
      nullable: true,
      description:
        'What is drawn; null for a picture without a class, and when the model is not installed any more.',
      resolve: ({ recipe, model }, _, { models }) => {
        const loaded = models.find(model);
        return loaded ? classOfModel(loaded, recipe.label) : null;
      },
    }),
    classIndex: t.int({
      description: 'Number of the class; one past the last class (`Model.classCount`) stands for "no class".',
      resolve: ({ recipe }) => recipe.label,
    }),
    seed: t.field({
      type: 'Seed',
      description: 'Where the random numbers start. Drawn by the server when the request gave none.',
      resolve: ({ recipe }) => recipe.seed,
    }),
    imageIndex: t.int({
      description:
        "Which picture of the seed's series this is, from 0: a request for several counts up here.",
      resolve: ({ recipe }) => recipe.imageIndex,
    }),
    schedule: t.field({
      type: [GridObject],
      description: 'The sizes in tokens, coarse to fine.',
      resolve: ({ recipe }) => [...recipe.schedule],
    }),
    guidance: t.field({
      type: GuidanceObject,
      description: 'How strongly the class steers the picture.',
      resolve: ({ recipe }) => recipe.guidance,
    }),
    sampling: t.field({
      type: SamplingObject,
      description: 'How tokens are drawn.',
      resolve: ({ recipe }) => recipe.sampling,
    }),
    modelName: t.string({ description: 'Name of the model.', resolve: ({ model }) => model }),
    modelDigest: t.string({
      description: 'SHA-256 of the model pack at the time, in hexadecimal.',
      resolve: ({ modelDigest }) => modelDigest,
    }),
  }),
});
