import { GraphQLError } from 'graphql';
import { NotFoundError } from '../src/generations/errors.ts';
import type {
  Generation,
  GenerationId,
  GenerationStatus,
  GenerationUpdate,
} from '../src/generations/generation.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { eventId, parseEventId } from './event-id.ts';
import { GenerationObject, GenerationStatusEnum } from './generation.ts';
import { parseGenerationId } from './global-id.ts';
import { readPrice, sharedReadPrice } from './price.ts';
import { Scale } from './scale.ts';
import { fittingScales, ScaleFilter } from './scale-filter.ts';
import { toldEvents } from './told-events.ts';

type Update<Type extends GenerationUpdate['type'] = GenerationUpdate['type']> = Extract<
  GenerationUpdate,
  { type: Type }
>;

const ProgressEvent = builder.interfaceRef<Update>('ProgressEvent').implement({
  description: 'What every event of a generation tells.',
  fields: t => ({
    revision: t.int({
      description:
        'Number of the event, one more than that of the event before. To miss nothing after a lost connection, subscribe again with `after` set to the last one received.',
      resolve: update => (update.type === 'SNAPSHOT' ? update.generation.revision : update.revision),
    }),
    generation: t.field({
      type: GenerationObject,
      description:
        'The whole generation. In a snapshot, as it was at its revision; in other events, as it was at that revision or a later one.' +
        ' What is selected of it is of the same moment.',
      resolve: ({ generation }) => generation,
    }),
  }),
});

const GenerationSnapshot = builder.objectRef<Update<'SNAPSHOT'>>('GenerationSnapshot').implement({
  description:
    'The whole state at a revision: the first event, unless the subscription goes on with `after`.',
  interfaces: [ProgressEvent],
});

const ScaleFinished = builder.objectRef<Update<'SCALE_FINISHED'>>('ScaleFinished').implement({
  description: 'A scale is there: the picture is one step sharper.',
  interfaces: [ProgressEvent],
  fields: t => ({
    at: t.field({ type: 'DateTime', description: 'When it was finished.', resolve: ({ at }) => at }),
    scale: t.field({
      type: Scale,
      description: 'The finished scale.',
      complexity: sharedReadPrice,
      resolve: async ({ generation, scaleIndex }, _, { generations }) => {
        const stored = await generations.scale(generation, scaleIndex);
        if (!stored) throw new Error(`Scale ${scaleIndex} of ${generation.id} was told of but not stored.`);
        return { generation, stored };
      },
    }),
  }),
});

const StatusChanged = builder.objectRef<Update<'STATUS_CHANGED'>>('StatusChanged').implement({
  description: 'The generation has another status.',
  interfaces: [ProgressEvent],
  fields: t => ({
    at: t.field({ type: 'DateTime', description: 'When it changed.', resolve: ({ at }) => at }),
    status: t.field({
      type: GenerationStatusEnum,
      description: 'The status from then on.',
      resolve: ({ status }) => status,
    }),
  }),
});

const GenerationFinished = builder.objectRef<Update<'FINISHED'>>('GenerationFinished').implement({
  description: 'Always the last event: nothing changes any more, and the subscription ends.',
  interfaces: [ProgressEvent],
  fields: t => ({
    at: t.field({ type: 'DateTime', description: 'When it finished.', resolve: ({ at }) => at }),
    status: t.field({
      type: GenerationStatusEnum,
      description: 'SUCCEEDED, ACCEPTED, CANCELED or FAILED.',
      resolve: ({ status }): GenerationStatus => status,
    }),
  }),
});

const GenerationEvent = builder.unionType('GenerationEvent', {
  description: 'What can happen to a generation. `... on ProgressEvent` reaches what all of them tell.',
  types: [GenerationSnapshot, ScaleFinished, StatusChanged, GenerationFinished],
  resolveType: update => {
    switch (update.type) {
      case 'SNAPSHOT':
        return GenerationSnapshot;
      case 'SCALE_FINISHED':
        return ScaleFinished;
      case 'STATUS_CHANGED':
        return StatusChanged;
      case 'FINISHED':
        return GenerationFinished;
    }
  },
});

/** Events of a generation, as many as a usual plan has scales and some: the price of one counts for each. */
const usualEvents = 12;

builder.subscriptionField('generationProgress', t =>
  t.field({
    type: GenerationEvent,
    description:
      'Tells what happens to a generation: first a snapshot of where it is, then every event in order, at last ' +
      '`GenerationFinished`; then it ends. While a generation is HELD nothing is told and the subscription goes on. Of ' +
      'one that has finished, snapshot and last event are told.',
    args: {
      id: t.arg.id({
        description: '`Generation.id`; the newest generation when left out (for trying things by hand).',
      }),
      after: t.arg({
        type: 'Int',
        description:
          'Go on after this revision: exactly the events after it, without a snapshot. For a client that lost its ' +
          'connection; works after a restart of the server and after the end, too. Over server-sent events the ids of ' +
          'the events and the header `Last-Event-ID`, which a browser sends by itself, do the same and go first.',
      }),
      scales: t.arg({ type: ScaleFilter, description: 'Which scales to be told of; all when left out.' }),
    },
    complexity: { field: 3 * readPrice, multiplier: usualEvents },
    subscribe: async (_, { id, after, scales }, context) => {
      const { generations, events } = context;
      const last = events.resumeAfter === null ? null : parseEventId(events.resumeAfter);
      const generation =
        id == null && last?.generation != null
          ? await existing(last.generation, generations)
          : await findGeneration(id, generations);
      const wanted = fittingScales(generation.plan, scales);
      const updates = await generations.updates(generation.id, last?.revision ?? after ?? undefined);
      return toldEvents(
        updates,
        events,
        update => update.type !== 'SCALE_FINISHED' || wanted.has(update.scaleIndex),
        update => eventId(generation.id, update, id != null),
      );
    },
    resolve: update => update,
  }),
);

async function findGeneration(
  id: string | null | undefined,
  generations: ApiContext['generations'],
): Promise<Generation> {
  if (id == null) {
    const newest = await generations.newest();
    if (newest) return newest;
    throw new GraphQLError('There is no generation yet. Ask for one with the mutation generateImage first.', {
      extensions: { code: 'NOT_FOUND', kind: 'generation' },
    });
  }
  const generationId = parseGenerationId(id);
  const generation = generationId === null ? null : await generations.find(generationId);
  if (generation) return generation;
  throw new NotFoundError('generation', id);
}

async function existing(id: GenerationId, generations: ApiContext['generations']): Promise<Generation> {
  const generation = await generations.find(id);
  if (generation) return generation;
  throw new NotFoundError('generation', id);
}
