import {
  GenerationStateError,
  InvalidInputError,
  NotFoundError,
  QueueFullError,
} from '../src/generations/errors.ts';
import { builder } from './builder.ts';
import { GenerationObject } from './generation.ts';
import { knownGeneration } from './known-generation.ts';
import { writePrice } from './price.ts';

const HoldGenerationInput = builder.inputType('HoldGenerationInput', {
  description: 'What to hold, and where.',
  fields: t => ({
    id: t.id({
      description: '`Generation.id`; the newest generation when left out (for trying things by hand).',
    }),
    scale: t.field({
      type: 'Int',
      description:
        'Index of the scale after which it is held: one that is not finished yet, and not the last. The next one to be ' +
        'finished when left out.',
    }),
  }),
});

builder.mutationField('holdGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'Has a queued or running generation wait after a scale. It is HELD then: it costs nothing, has no place in the ' +
      'queue, and can be resumed, accepted, canceled or branched at any time.',
    args: { input: t.arg({ type: HoldGenerationInput, required: true, description: 'What to hold.' }) },
    errors: {
      types: [NotFoundError, InvalidInputError, GenerationStateError],
      union: { description: 'Taken note of, or why not.' },
      result: { description: 'The generation will be held.' },
      dataField: { name: 'generation', description: 'The generation with its `holdAtScale`.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, { generations }) => {
      const { id } = await knownGeneration(input.id, generations);
      return generations.hold(id, input.scale ?? undefined);
    },
  }),
);

const ResumeGenerationInput = builder.inputType('ResumeGenerationInput', {
  description: 'What goes on.',
  fields: t => ({
    id: t.id({
      description: '`Generation.id`; the newest generation when left out (for trying things by hand).',
    }),
    holdAtScale: t.field({
      type: 'Int',
      description: 'Index of a later scale after which it is held again; it runs to the end when left out.',
    }),
  }),
});

builder.mutationField('resumeGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'Has a held generation go on where it stopped: it is queued again, behind what waits already. The picture is the ' +
      'one it would have been without the pause.',
    args: { input: t.arg({ type: ResumeGenerationInput, required: true, description: 'What goes on.' }) },
    errors: {
      types: [NotFoundError, InvalidInputError, GenerationStateError, QueueFullError],
      union: { description: 'Queued again, or why not.' },
      result: { description: 'The generation goes on.' },
      dataField: { name: 'generation', description: 'The generation with its new status.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, { generations }) => {
      const { id } = await knownGeneration(input.id, generations);
      return generations.resume(id, input.holdAtScale ?? undefined);
    },
  }),
);
