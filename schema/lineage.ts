import type { Lineage as ScaleOfParent } from '../src/generations/generation.ts';
import { builder } from './builder.ts';
import { GenerationConnection, GenerationObject, generationCursor, toConnection } from './generation.ts';
import { pageCost, pageSize } from './page.ts';
import { readPrice, sharedReadPrice } from './price.ts';

const Lineage = builder.objectRef<ScaleOfParent>('Lineage').implement({
  description: 'The scale of another generation that a generation was made from.',
  fields: t => ({
    generation: t.field({
      type: GenerationObject,
      description: 'The other generation.',
      complexity: sharedReadPrice,
      resolve: (lineage, _, { generations }) => generations.parent(lineage),
    }),
    scaleIndex: t.exposeInt('scaleIndex', {
      description: 'Index of its scale: the finest one kept, or the one whose picture was edited.',
    }),
  }),
});

builder.objectFields(GenerationObject, t => ({
  parent: t.field({
    type: Lineage,
    nullable: true,
    description: 'The scale of another generation it was made from; null if there is none.',
    resolve: ({ parent }) => parent,
  }),
  branches: t.field({
    type: GenerationConnection,
    description: 'Generations made from scales of this one, by branching or editing, newest first.',
    args: {
      first: t.arg({ type: 'Int', description: 'Number of entries, 1 to 100; defaults to 20.' }),
      after: t.arg.string({
        description: 'Cursor of the entry to continue after; starts at the newest by default.',
      }),
    },
    complexity: ({ first }) => pageCost(readPrice, first),
    resolve: async (generation, { first, after }, { generations }) => {
      const cursor = generationCursor(after);
      const page = await generations.branches(generation, {
        first: pageSize(first),
        ...(cursor === null ? {} : { after: cursor }),
      });
      return toConnection(page, cursor);
    },
  }),
}));
