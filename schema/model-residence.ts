import type { ServedPart } from '../src/inference/residence/residences.ts';
import { builder } from './builder.ts';

const ModelPart = builder.enumType('ModelPart', {
  description: 'What a model consists of at work.',
  values: {
    GENERATOR: { value: 'generator', description: 'Makes the tokens: the heavy part, on every device.' },
    CODEC: { value: 'codec', description: 'Turns tokens into pixels and back: the light part.' },
  } as const,
});

const ResidenceState = builder.enumType('ResidenceState', {
  description: 'Whether a part of a model takes memory.',
  values: {
    LOADED: { description: 'It can work at once.' },
    LOADING: { description: 'It is being loaded; what is asked of it waits.' },
    UNLOADED: { description: 'It takes no memory, and is loaded when it is used.' },
  } as const,
});

export const ModelResidence = builder.objectRef<ServedPart>('ModelResidence').implement({
  description: 'A part of a model in one of the processes that serve it.',
  fields: t => ({
    worker: t.exposeString('worker', {
      description: 'Which process, as an opaque name: the same for all its parts, another after a restart.',
    }),
    part: t.expose('part', { type: ModelPart, description: 'What of the model it is.' }),
    device: t.exposeString('device', { description: 'What runs it, such as `cpu` or `cuda:0`.' }),
    state: t.expose('state', { type: ResidenceState, description: 'Whether it is loaded.' }),
  }),
});
