import { shortJson } from '../src/generations/shortened.ts';
import { classSearch, longestName } from '../src/inference/packs/class-search.ts';
import type { ModelDescription } from '../src/inference/packs/model-description.ts';
import { builder } from './builder.ts';
import { GoodForObject } from './good-for.ts';
import { ClassKind, ClassSelector, classOfModel, ImageClass } from './image-class.ts';
import { invalidArgument } from './invalid-argument.ts';
import { ModelResidence } from './model-residence.ts';
import { decodeCursor, encodeCursor, invalidCursor, pageCost, pageSize } from './page.ts';
import { searchPrice } from './price.ts';
import { PublishedSchedule, publishedSchedules } from './published-schedule.ts';
import { GreedyRuleObject, GuidanceObject, SamplingObject } from './recipe-settings.ts';

const Precision = builder.enumType('Precision', {
  description: 'How the weights of a model are stored.',
  values: {
    FLOAT32: { value: 'float32', description: '32-bit floating point, as published.' },
    FLOAT16: {
      value: 'float16',
      description: '16-bit floating point: half the size, nearly identical tokens.',
    },
    INT8: {
      value: 'int8',
      description: '8-bit integers: a quarter of the size, faster, slightly different tokens.',
    },
  } as const,
});

const ModelDefaults = builder.objectRef<ModelDescription>('ModelDefaults').implement({
  description: 'Values used for fields a request leaves out.',
  fields: t => ({
    schedule: t.string({
      description: 'Name of the published schedule that sets size and steps.',
      resolve: ({ config }) => config.defaults.schedule,
    }),
    guidance: t.field({
      type: GuidanceObject,
      description: 'How strongly the class steers the picture.',
      resolve: ({ config }) => config.defaults.guidance,
    }),
    sampling: t.field({
      type: SamplingObject,
      description: 'How tokens are sampled.',
      resolve: ({ config }) => ({ ...config.defaults, greedyRule: config.greedyRule !== null }),
    }),
  }),
});

const ClassConnection = builder.connectionObject(
  {
    type: ImageClass,
    name: 'ImageClassConnection',
    description: 'A page of the classes of a model.',
    fields: t => ({
      totalCount: t.int({
        description: 'Number of matching classes on all pages.',
        resolve: ({ totalCount }) => totalCount ?? 0,
      }),
    }),
  },
  { name: 'ImageClassEdge', description: 'A class in a list.' },
);

export const Model = builder.objectRef<ModelDescription>('Model');

builder.node(Model, {
  description: 'A model installed on this server.',
  id: { resolve: ({ config }) => config.name },
  loadOne: (name, { models }) => models.find(name) ?? null,
  fields: t => ({
    name: t.string({
      description: 'The value for `model: ...`. Unique on this server.',
      resolve: ({ config }) => config.name,
    }),
    title: t.string({ description: 'Display name.', resolve: ({ config }) => config.title }),
    description: t.string({
      description: 'What the model draws, and how well.',
      resolve: ({ config }) => config.description,
    }),
    license: t.string({
      description: 'Licence of the weights.',
      resolve: ({ config }) => config.license,
    }),
    precision: t.field({
      type: Precision,
      description: 'How the weights are stored.',
      resolve: ({ config }) => config.precision,
    }),
    digest: t.string({
      description:
        'SHA-256 of the pack, in hexadecimal. If it changes, the same recipe may give a different picture.',
      resolve: ({ digest }) => digest,
    }),
    stride: t.int({
      description:
        'Side in pixels of the square one token covers. The sides of every picture are multiples of it.',
      resolve: ({ config }) => config.tokenizer.stride,
    }),
    trainedSide: t.int({
      description:
        'Longest side in pixels the model was trained at. Up to twice that works; beyond it, pictures get wavy.',
      resolve: ({ config }) => config.trainedSide,
    }),
    parameters: t.field({
      type: 'Integer',
      description: 'Number of weights in transformer and tokenizer together.',
      resolve: ({ config }) => config.transformer.parameters + config.tokenizer.parameters,
    }),
    codebookSize: t.int({
      description: 'Number of distinct tokens.',
      resolve: ({ config }) => config.tokenizer.codebookSize,
    }),
    classCount: t.int({
      description: 'Number of classes, not counting "no class".',
      resolve: ({ config }) => config.transformer.classCount,
    }),
    greedyRule: t.field({
      type: GreedyRuleObject,
      nullable: true,
      description: 'Which scales always use the likeliest token; null if the model has no such rule.',
      resolve: ({ config }) => config.greedyRule,
    }),
    defaults: t.field({
      type: ModelDefaults,
      description: 'Values used for fields a request leaves out.',
      resolve: model => model,
    }),
    goodFor: t.field({
      type: GoodForObject,
      description: 'What the model does well. Requests beyond this get a warning.',
      resolve: model => model,
    }),
    residence: t.field({
      type: [ModelResidence],
      description:
        'Where it is loaded, in every process that serves it. Information about other processes may be a few seconds old.',
      resolve: ({ digest }, _, { residences }) => [...residences.of(digest)],
    }),
    schedules: t.field({
      type: [PublishedSchedule],
      description: 'Sizes and step counts the model is known to do well with. Others work too.',
      resolve: publishedSchedules,
    }),
    class: t.field({
      type: ImageClass,
      nullable: true,
      description: 'One class; null if the model has no such class.',
      args: {
        by: t.arg({ type: ClassSelector, required: true, description: 'Name or index of the class.' }),
      },
      complexity: searchPrice,
      resolve: (model, { by }) => {
        const index = by.index ?? classSearch(model.labels).find(by.name ?? '');
        return index === null ? null : classOfModel(model, index);
      },
    }),
    classes: t.field({
      type: ClassConnection,
      description: 'The classes of the model: best match first when searching, otherwise by index.',
      args: {
        search: t.arg.string({
          description:
            'Part of a name or synonym. Full matches come first, then prefixes, then other matches.',
        }),
        kind: t.arg({ type: ClassKind, description: 'Only classes of this kind; both by default.' }),
        first: t.arg({ type: 'Int', description: 'Number of entries, 1 to 100; defaults to 20.' }),
        after: t.arg.string({
          description: 'Cursor of the entry to continue after; starts at the beginning by default.',
        }),
      },
      complexity: ({ first }) => pageCost(searchPrice, first),
      resolve: (model, { search, kind, first, after }) => {
        if (search != null && search.length > longestName) {
          throw invalidArgument('search', shortJson(search), `a text of at most ${longestName} characters`);
        }
        const found = classSearch(model.labels).search(search ?? '', kind ?? undefined);
        const start = after == null ? 0 : found.map(String).indexOf(decodeCursor(after)) + 1;
        if (after != null && start === 0) throw invalidCursor(after);
        const page = found.slice(start, start + pageSize(first));
        const edges = page.flatMap(index => {
          const node = classOfModel(model, index);
          return node ? [{ node, cursor: encodeCursor(String(index)) }] : [];
        });
        return {
          totalCount: found.length,
          edges,
          pageInfo: {
            hasNextPage: start + page.length < found.length,
            hasPreviousPage: start > 0,
            startCursor: edges.at(0)?.cursor ?? null,
            endCursor: edges.at(-1)?.cursor ?? null,
          },
        };
      },
    }),
  }),
});

builder.queryFields(t => ({
  models: t.field({
    type: [Model],
    description: 'The models on this server, the default one first.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (_, __, { models }) => [...models.list()],
  }),
  model: t.field({
    type: Model,
    nullable: true,
    description: 'One model; null if there is none with this name.',
    args: {
      name: t.arg.string({ description: 'Name of the model; defaults to the default model.' }),
    },
    resolve: (_, { name }, { models }) => (name == null ? models.default : (models.find(name) ?? null)),
  }),
}));
