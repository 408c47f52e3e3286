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
  description: 'The generation to hold, and where.',
  fields: t => ({
    id: t.id({
      description: '`Generation.id`; defaults to the newest generation, for experiments by hand.',
    }),
    scale: t.field({
      type: 'Int',
      description:
        'Index of the scale to hold after: an unfinished one, and not the last. Defaults to the next scale to ' +
        'finish.',
    }),
  }),
});

builder.mutationField('holdGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'Makes a queued or running generation stop after a scale and wait. While HELD it costs nothing, takes no ' +
      'place in the queue, and can be resumed, accepted, canceled or branched at any time.',
    args: {
      input: t.arg({ type: HoldGenerationInput, required: true, description: 'The generation to hold.' }),
    },
    errors: {
      types: [NotFoundError, InvalidInputError, GenerationStateError],
      union: { description: 'The updated generation, or the error.' },
      result: { description: 'The hold is set.' },
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
  description: 'The generation to resume.',
  fields: t => ({
    id: t.id({
      description: '`Generation.id`; defaults to the newest generation, for experiments by hand.',
    }),
    holdAtScale: t.field({
      type: 'Int',
      description: 'Index of a later scale to hold after; by default it runs to the end.',
    }),
  }),
});

builder.mutationField('resumeGeneration', t =>
  t.field({
    type: GenerationObject,
    description:
      'Resumes a held generation where it stopped. It joins the end of the queue. The picture is the same as ' +
      'without the pause.',
    args: {
      input: t.arg({ type: ResumeGenerationInput, required: true, description: 'The generation to resume.' }),
    },
    errors: {
      types: [NotFoundError, InvalidInputError, GenerationStateError, QueueFullError],
      union: { description: 'The requeued generation, or the error.' },
      result: { description: 'The generation resumes.' },
      dataField: { name: 'generation', description: 'The generation with its new status.' },
    },
    complexity: writePrice,
    resolve: async (_, { input }, { generations }) => {
      const { id } = await knownGeneration(input.id, generations);
      return generations.resume(id, input.holdAtScale ?? undefined);
    },
  }),
);
