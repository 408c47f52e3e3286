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
  description: 'The fields common to all events of a generation.',
  fields: t => ({
    revision: t.int({
      description:
        'Sequence number of the event, without gaps. To miss nothing after a lost connection, subscribe again with `after` set to the last revision received.',
      resolve: update => (update.type === 'SNAPSHOT' ? update.generation.revision : update.revision),
    }),
    generation: t.field({
      type: GenerationObject,
      description:
        'The whole generation: at exactly this revision in a snapshot, at this revision or later in other ' +
        'events. All fields selected from it reflect the same moment.',
      resolve: ({ generation }) => generation,
    }),
  }),
});

const GenerationSnapshot = builder.objectRef<Update<'SNAPSHOT'>>('GenerationSnapshot').implement({
  description:
    'The whole state at a revision. This is the first event, unless the subscription resumes with `after`.',
  interfaces: [ProgressEvent],
});

const ScaleFinished = builder.objectRef<Update<'SCALE_FINISHED'>>('ScaleFinished').implement({
  description: 'A scale is finished: the picture is one step sharper.',
  interfaces: [ProgressEvent],
  fields: t => ({
    at: t.field({ type: 'DateTime', description: 'When the scale was finished.', resolve: ({ at }) => at }),
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
  description: 'The status of the generation changed.',
  interfaces: [ProgressEvent],
  fields: t => ({
    at: t.field({ type: 'DateTime', description: 'When it changed.', resolve: ({ at }) => at }),
    status: t.field({
      type: GenerationStatusEnum,
      description: 'The new status.',
      resolve: ({ status }) => status,
    }),
  }),
});

const GenerationFinished = builder.objectRef<Update<'FINISHED'>>('GenerationFinished').implement({
  description: 'The generation has ended. This is always the last event; the subscription then completes.',
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
  description: 'An event of a generation. Use `... on ProgressEvent` for the fields common to all of them.',
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

/** Typical number of events of a generation, a few more than its scales; each is charged the price of one. */
const usualEvents = 12;

builder.subscriptionField('generationProgress', t =>
  t.field({
    type: GenerationEvent,
    description:
      'Watches a generation: first a snapshot of its state, then every event in order, finally ' +
      '`GenerationFinished`, after which the subscription completes. While a generation is HELD no events are ' +
      'sent and the subscription stays open. For a generation that has already ended, the snapshot and the last ' +
      'event are sent.',
    args: {
      id: t.arg.id({
        description: '`Generation.id`; defaults to the newest generation, for experiments by hand.',
      }),
      after: t.arg({
        type: 'Int',
        description:
          'Resume after this revision: sends exactly the later events, without a snapshot. For clients that ' +
          'lost their connection; works across server restarts and after the generation has ended. Over ' +
          'server-sent events, the event ids and the `Last-Event-ID` header, which browsers send automatically, ' +
          'do the same and take precedence.',
      }),
      scales: t.arg({ type: ScaleFilter, description: 'Which scales to report; all by default.' }),
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
    throw new GraphQLError('There is no generation yet. Create one with the generateImage mutation first.', {
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
