import type { ServedPart } from '../src/inference/residence/residences.ts';
import { builder } from './builder.ts';

const ModelPart = builder.enumType('ModelPart', {
  description: 'The parts of a running model.',
  values: {
    GENERATOR: { value: 'generator', description: 'Generates tokens: the heavy part, one per device.' },
    CODEC: { value: 'codec', description: 'Converts tokens to pixels and back: the light part.' },
  } as const,
});

const ResidenceState = builder.enumType('ResidenceState', {
  description: 'Whether a part of a model is in memory.',
  values: {
    LOADED: { description: 'In memory and ready.' },
    LOADING: { description: 'Being loaded; requests wait for it.' },
    UNLOADED: { description: 'Not in memory; loaded on demand.' },
  } as const,
});

export const ModelResidence = builder.objectRef<ServedPart>('ModelResidence').implement({
  description: 'A part of a model in one process that serves it.',
  fields: t => ({
    worker: t.exposeString('worker', {
      description: 'Opaque name of the process: equal for all its parts; changes when it restarts.',
    }),
    part: t.expose('part', { type: ModelPart, description: 'Which part it is.' }),
    device: t.exposeString('device', { description: 'Device that runs it, such as `cpu` or `cuda:0`.' }),
    state: t.expose('state', { type: ResidenceState, description: 'Whether it is loaded.' }),
  }),
});
