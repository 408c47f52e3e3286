import {
  bestScaleIndex,
  type Failure,
  type Generation,
  type GenerationId,
  type GenerationStatus,
  type Operation,
} from '../src/generations/generation.ts';
import type { GenerationPage, QueuePlacement } from '../src/generations/generations.ts';
import { shortJson } from '../src/generations/shortened.ts';
import { builder } from './builder.ts';
import { asGenerationId, parseGenerationId } from './global-id.ts';
import { invalidArgument } from './invalid-argument.ts';
import { Model } from './model.ts';
import { decodeCursor, encodeCursor, invalidCursor, pageCost, pageSize } from './page.ts';
import { PlannedScaleObject } from './planned-scale.ts';
import { readPrice, sharedReadPrice } from './price.ts';
import { Recipe } from './recipe.ts';
import { Scale } from './scale.ts';

export const GenerationStatusEnum = builder.enumType('GenerationStatus', {
  description:
    'How far a generation is. After SUCCEEDED, ACCEPTED, CANCELED and FAILED nothing changes any more.',
  values: {
    QUEUED: { description: 'Stored; waits for its turn.' },
    RUNNING: { description: 'Its scales are being computed.' },
    HELD: { description: 'Waits after `holdAtScale`, until it is resumed, accepted or canceled.' },
    CANCELING: { description: 'Asked to stop; will stop when the scale under way is finished.' },
    SUCCEEDED: { description: 'Every planned scale is there.' },
    ACCEPTED: { description: 'Ended at the scale that was accepted, see `acceptedScale`.' },
    CANCELED: { description: 'Stopped on request. The scales finished before remain.' },
    FAILED: { description: 'Stopped by an error, see `failure`. The scales finished before remain.' },
  } satisfies Record<GenerationStatus, object>,
});

const FailureObject = builder.objectRef<Failure>('GenerationFailure').implement({
  description: 'Why a generation failed.',
  fields: t => ({
    code: t.exposeString('code', { description: 'Stable name of the kind of failure, for programs.' }),
    message: t.exposeString('message', { description: 'What happened, in a sentence for people.' }),
  }),
});

const QueuePlacementObject = builder.objectRef<QueuePlacement>('QueuePlacement').implement({
  description: 'Where a waiting generation stands.',
  fields: t => ({
    position: t.exposeInt('position', {
      description:
        'Number of requests that go before it; 0 is next. The pictures of one request start together.',
    }),
    estimatedSeconds: t.exposeFloat('estimatedSeconds', {
      nullable: true,
      description: 'Seconds until it starts, judged by recent work; null while nothing has been measured.',
    }),
    workers: t.exposeInt('workers', {
      description: 'Processes that serve its model now. While there are none it waits until there is one.',
    }),
  }),
});

const GenerationOperation = builder.enumType('GenerationOperation', {
  description: 'How a generation came about.',
  values: {
    GENERATE: { description: '`generateImage`: from a recipe alone.' },
    INPAINT: { description: '`inpaintImage`: parts of a picture were drawn anew.' },
    EXPAND: { description: '`expandImage`: a picture got a larger canvas.' },
    REFINE: { description: '`refineImage`: a picture was made larger or cleaner.' },
    BRANCH: { description: '`branchGeneration`: another generation was continued otherwise.' },
  } satisfies Record<Operation, object>,
});

export const GenerationObject = builder.objectRef<Generation>('Generation');

builder.node(GenerationObject, {
  description:
    'One picture in the making, or made: its recipe, its plan, and the scales finished so far. What is shown here is ' +
    'the state at the moment of asking; `generationProgress` tells of every change.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { generations }) => {
    const generationId = asGenerationId(id);
    return generationId === null ? null : generations.find(generationId);
  },
  fields: t => ({
    status: t.field({
      type: GenerationStatusEnum,
      description: 'How far it is.',
      resolve: ({ status }) => status,
    }),
    revision: t.exposeInt('revision', {
      description: 'Grows by one with every event. `generationProgress(after:)` goes on from here.',
    }),
    operation: t.expose('operation', {
      type: GenerationOperation,
      description: 'How it came about.',
    }),
    batchId: t.string({
      description: 'The same for all pictures of one request; they are computed together.',
      resolve: ({ batchId }) => batchId,
    }),
    model: t.field({
      type: Model,
      nullable: true,
      description: 'The model that draws it; null when that is not installed any more.',
      resolve: ({ model }, _, { models }) => models.find(model) ?? null,
    }),
    recipe: t.field({
      type: Recipe,
      description: 'Everything that decides the picture.',
      resolve: generation => generation,
    }),
    plan: t.field({
      type: [PlannedScaleObject],
      description: 'Every scale that will come, coarse to fine; also those that came. Known from the start.',
      resolve: ({ plan }) => [...plan],
    }),
    scales: t.field({
      type: [Scale],
      description:
        'The finished scales, coarse to fine. They remain when the generation is canceled or fails.',
      complexity: { field: sharedReadPrice },
      resolve: async (generation, _, { generations }) => {
        const finished = await generations.scales(generation);
        return finished.map(stored => ({ generation, stored }));
      },
    }),
    bestScale: t.field({
      type: Scale,
      nullable: true,
      description:
        'The accepted scale when one was, otherwise the finest so far, also of a canceled or failed generation; null ' +
        'before the first.',
      complexity: sharedReadPrice,
      resolve: async (generation, _, { generations }) => {
        const best = bestScaleIndex(generation);
        if (best === null) return null;
        const stored = await generations.scale(generation, best);
        return stored && { generation, stored };
      },
    }),
    holdAtScale: t.exposeInt('holdAtScale', {
      nullable: true,
      description:
        'Index of the scale after which it is held, or is held now; null when it goes on to the end.',
    }),
    acceptedScale: t.exposeInt('acceptedScale', {
      nullable: true,
      description:
        'Index of the scale that was accepted as the picture; null when none was. Until that scale is finished, where ' +
        'the generation will end; once the status is ACCEPTED, where it ended.',
    }),
    queue: t.field({
      type: QueuePlacementObject,
      nullable: true,
      description: 'Where it stands in the queue; null when it is not waiting.',
      complexity: sharedReadPrice,
      resolve: (generation, _, { generations }) => generations.queuePlacement(generation),
    }),
    warnings: t.exposeStringList('warnings', {
      description:
        'Advice about the request, in sentences for people, such as on sizes the model does poorly at.',
    }),
    failure: t.field({
      type: FailureObject,
      nullable: true,
      description: 'Why it failed; null unless the status is FAILED.',
      resolve: ({ failure }) => failure,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was accepted.',
      resolve: ({ createdAt }) => createdAt,
    }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When work on it first began; null before that.',
      resolve: ({ startedAt }) => startedAt,
    }),
    finishedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it succeeded, was accepted or canceled, or failed; null before that.',
      resolve: ({ finishedAt }) => finishedAt,
    }),
  }),
});

export const GenerationConnection = builder.connectionObject(
  {
    type: GenerationObject,
    name: 'GenerationConnection',
    description: 'A page of generations, newest first.',
  },
  { name: 'GenerationEdge', description: 'A generation in a list.' },
);

/** The generation that a cursor stands at; null when none is given. */
export function generationCursor(after: string | null | undefined): GenerationId | null {
  const cursor = after == null ? null : asGenerationId(decodeCursor(after));
  if (after != null && cursor === null) throw invalidCursor(after);
  return cursor;
}

export function toConnection(page: GenerationPage, cursor: GenerationId | null) {
  const edges = page.generations.map(node => ({ node, cursor: encodeCursor(node.id) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: cursor !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

builder.queryFields(t => ({
  generation: t.field({
    type: GenerationObject,
    nullable: true,
    description: 'One generation as it is now; null when there is none of this id.',
    args: { id: t.arg.id({ required: true, description: '`Generation.id`.' }) },
    complexity: readPrice,
    resolve: (_, { id }, { generations }) => {
      const generationId = parseGenerationId(id);
      if (generationId === null) throw invalidArgument('id', shortJson(id), 'the id of a Generation');
      return generations.find(generationId);
    },
  }),
  newestGeneration: t.field({
    type: GenerationObject,
    nullable: true,
    description: 'Your newest generation; null when there is none yet.',
    complexity: readPrice,
    resolve: (_, __, { generations }) => generations.newest(),
  }),
  generations: t.field({
    type: GenerationConnection,
    description: 'Everything you ever asked for, newest first.',
    args: {
      first: t.arg({ type: 'Int', description: 'Number of entries, 1 to 100; 20 when left out.' }),
      after: t.arg.string({
        description: 'Cursor of the entry to go on after; from the newest when left out.',
      }),
      status: t.arg({
        type: [GenerationStatusEnum],
        description: 'Only generations in one of these states; all when left out.',
      }),
    },
    complexity: ({ first }) => pageCost(readPrice, first),
    resolve: async (_, { first, after, status }, { generations }) => {
      const cursor = generationCursor(after);
      const page = await generations.list({
        first: pageSize(first),
        ...(cursor === null ? {} : { after: cursor }),
        ...(status == null ? {} : { status }),
      });
      return toConnection(page, cursor);
    },
  }),
}));
