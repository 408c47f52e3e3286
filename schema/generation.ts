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
  description: 'The state of a generation. SUCCEEDED, ACCEPTED, CANCELED and FAILED are final.',
  values: {
    QUEUED: { description: 'Stored and waiting for its turn.' },
    RUNNING: { description: 'A worker has it and computes its scales, in turns with those of others.' },
    HELD: { description: 'Waiting after `holdAtScale` until it is resumed, accepted or canceled.' },
    CANCELING: { description: 'Canceled while running; stops when the current scale is finished.' },
    SUCCEEDED: { description: 'Every planned scale is finished.' },
    ACCEPTED: { description: 'Ended at the accepted scale; see `acceptedScale`.' },
    CANCELED: { description: 'Stopped on request. Scales already finished are kept.' },
    FAILED: { description: 'Stopped by an error; see `failure`. Scales already finished are kept.' },
  } satisfies Record<GenerationStatus, object>,
});

const FailureObject = builder.objectRef<Failure>('GenerationFailure').implement({
  description: 'Why a generation failed.',
  fields: t => ({
    code: t.exposeString('code', { description: 'Stable, machine-readable name of the kind of failure.' }),
    message: t.exposeString('message', { description: 'What happened, for people to read.' }),
  }),
});

const QueuePlacementObject = builder.objectRef<QueuePlacement>('QueuePlacement').implement({
  description: 'The place of a waiting generation in the queue.',
  fields: t => ({
    position: t.exposeInt('position', {
      description:
        'Number of requests ahead of it; 0 is next. Clients take turns, so a later request of another client may go first. ' +
        'The pictures of one request start together.',
    }),
    estimatedSeconds: t.exposeFloat('estimatedSeconds', {
      nullable: true,
      description:
        'Estimated seconds until it starts, based on recent work; null before anything was measured.',
    }),
    workers: t.exposeInt('workers', {
      description: 'Number of workers serving its model now. With none, it waits until one appears.',
    }),
  }),
});

const GenerationOperation = builder.enumType('GenerationOperation', {
  description: 'The operation that created a generation.',
  values: {
    GENERATE: { description: '`generateImage`: from a recipe alone.' },
    INPAINT: { description: '`inpaintImage`: parts of a picture were redrawn.' },
    EXPAND: { description: '`expandImage`: the canvas of a picture was expanded.' },
    REFINE: { description: '`refineImage`: a picture was enlarged or cleaned up.' },
    BRANCH: { description: '`branchGeneration`: another generation was continued differently.' },
  } satisfies Record<Operation, object>,
});

export const GenerationObject = builder.objectRef<Generation>('Generation');

builder.node(GenerationObject, {
  description:
    'One picture, finished or in progress: its recipe, its plan, and the scales finished so far. Fields show ' +
    'the state at the time of the query; `generationProgress` reports every change.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { generations }) => {
    const generationId = asGenerationId(id);
    return generationId === null ? null : generations.find(generationId);
  },
  fields: t => ({
    status: t.field({
      type: GenerationStatusEnum,
      description: 'The current state.',
      resolve: ({ status }) => status,
    }),
    revision: t.exposeInt('revision', {
      description: 'Increases by one with every event. Resume from here with `generationProgress(after:)`.',
    }),
    operation: t.expose('operation', {
      type: GenerationOperation,
      description: 'The operation that created it.',
    }),
    batchId: t.string({
      description: 'Shared by all pictures of one request, which are computed together.',
      resolve: ({ batchId }) => batchId,
    }),
    model: t.field({
      type: Model,
      nullable: true,
      description: 'The model that draws it; null if no longer installed.',
      resolve: ({ model }, _, { models }) => models.find(model) ?? null,
    }),
    recipe: t.field({
      type: Recipe,
      description: 'Everything that determines the picture.',
      resolve: generation => generation,
    }),
    plan: t.field({
      type: [PlannedScaleObject],
      description: 'Every scale, finished or not, coarse to fine. Known from the start.',
      resolve: ({ plan }) => [...plan],
    }),
    scales: t.field({
      type: [Scale],
      description:
        'The finished scales, coarse to fine. They are kept if the generation is canceled or fails.',
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
        'The accepted scale if there is one, otherwise the finest finished scale, even if the generation was ' +
        'canceled or failed; null before the first.',
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
      description: 'Index of the scale after which it will be, or is, held; null if it runs to the end.',
    }),
    acceptedScale: t.exposeInt('acceptedScale', {
      nullable: true,
      description:
        'Index of the accepted scale; null if none was accepted. Until that scale is finished, it is where the ' +
        'generation will end; once the status is ACCEPTED, where it ended.',
    }),
    queue: t.field({
      type: QueuePlacementObject,
      nullable: true,
      description: 'Its place in the queue; null if it is not waiting.',
      complexity: sharedReadPrice,
      resolve: (generation, _, { generations }) => generations.queuePlacement(generation),
    }),
    warnings: t.exposeStringList('warnings', {
      description: 'Advice about the request, for people to read, such as on sizes the model does poorly at.',
    }),
    failure: t.field({
      type: FailureObject,
      nullable: true,
      description: 'Why it failed; null if it has not.',
      resolve: ({ failure }) => failure,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the request was accepted.',
      resolve: ({ createdAt }) => createdAt,
    }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When work on it began; null before that.',
      resolve: ({ startedAt }) => startedAt,
    }),
    finishedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null before that.',
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

/** The generation a cursor points to; null if no cursor is given. */
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
    description: 'One generation in its current state; null if there is none with this id.',
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
    description: 'Your newest generation; null if you have none.',
    complexity: readPrice,
    resolve: (_, __, { generations }) => generations.newest(),
  }),
  generations: t.field({
    type: GenerationConnection,
    description: 'All your generations, newest first.',
    args: {
      first: t.arg({ type: 'Int', description: 'Number of entries, 1 to 100; defaults to 20.' }),
      after: t.arg.string({
        description: 'Cursor of the entry to continue after; starts at the newest by default.',
      }),
      status: t.arg({
        type: [GenerationStatusEnum],
        description: 'Only generations in one of these states; all by default.',
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
