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
      description: '16-bit floating point: half the size, nearly the same tokens.',
    },
    INT8: {
      value: 'int8',
      description: '8-bit integers: a quarter of the size, faster, slightly other tokens.',
    },
  } as const,
});

const ModelDefaults = builder.objectRef<ModelDescription>('ModelDefaults').implement({
  description: 'What a request means that leaves something out.',
  fields: t => ({
    schedule: t.string({
      description: 'Name of the published schedule that gives size and steps.',
      resolve: ({ config }) => config.defaults.schedule,
    }),
    guidance: t.field({
      type: GuidanceObject,
      description: 'How strongly the class steers the picture.',
      resolve: ({ config }) => config.defaults.guidance,
    }),
    sampling: t.field({
      type: SamplingObject,
      description: 'How tokens are drawn.',
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
        description: 'Number of classes that fit, on all pages together.',
        resolve: ({ totalCount }) => totalCount ?? 0,
      }),
    }),
  },
  { name: 'ImageClassEdge', description: 'A class in a list.' },
);

export const Model = builder.objectRef<ModelDescription>('Model');

builder.node(Model, {
  description: 'A model pack that is installed on this server.',
  id: { resolve: ({ config }) => config.name },
  loadOne: (name, { models }) => models.find(name) ?? null,
  fields: t => ({
    name: t.string({
      description: 'What to give as `model: ...`. Unique on this server.',
      resolve: ({ config }) => config.name,
    }),
    title: t.string({ description: 'A name for people.', resolve: ({ config }) => config.title }),
    description: t.string({
      description: 'What it draws and how well.',
      resolve: ({ config }) => config.description,
    }),
    license: t.string({
      description: 'Under which licence its weights may be used.',
      resolve: ({ config }) => config.license,
    }),
    precision: t.field({
      type: Precision,
      description: 'How the weights are stored.',
      resolve: ({ config }) => config.precision,
    }),
    digest: t.string({
      description:
        'SHA-256 of the pack, in hexadecimal. With another digest the same recipe may give another picture.',
      resolve: ({ digest }) => digest,
    }),
    stride: t.int({
      description: 'Pixels per token side: the sides of every picture are multiples of this.',
      resolve: ({ config }) => config.tokenizer.stride,
    }),
    trainedSide: t.int({
      description:
        'Longest side in pixels the model was trained at. Up to twice as much works; above, pictures get wavy.',
      resolve: ({ config }) => config.trainedSide,
    }),
    parameters: t.field({
      type: 'Integer',
      description: 'Number of weights of transformer and tokenizer together.',
      resolve: ({ config }) => config.transformer.parameters + config.tokenizer.parameters,
    }),
    codebookSize: t.int({
      description: 'Number of different tokens.',
      resolve: ({ config }) => config.tokenizer.codebookSize,
    }),
    classCount: t.int({
      description: 'Number of classes, without "no class".',
      resolve: ({ config }) => config.transformer.classCount,
    }),
    greedyRule: t.field({
      type: GreedyRuleObject,
      nullable: true,
      description: 'Scales that are not drawn at random; null when the model has no such rule.',
      resolve: ({ config }) => config.greedyRule,
    }),
    defaults: t.field({
      type: ModelDefaults,
      description: 'What a request means that leaves something out.',
      resolve: model => model,
    }),
    goodFor: t.field({
      type: GoodForObject,
      description: 'What it does well; beyond it requests get a warning.',
      resolve: model => model,
    }),
    residence: t.field({
      type: [ModelResidence],
      description:
        'Where it is loaded now, in every process that serves it; of other processes than the one that answers, some seconds ago.',
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
      description: 'One class; null when the model has no such class.',
      args: {
        by: t.arg({ type: ClassSelector, required: true, description: 'Name or number of the class.' }),
      },
      complexity: searchPrice,
      resolve: (model, { by }) => {
        const index = by.index ?? classSearch(model.labels).find(by.name ?? '');
        return index === null ? null : classOfModel(model, index);
      },
    }),
    classes: t.field({
      type: ClassConnection,
      description: 'What the model can draw, searchable: best fit first, in index order without a search.',
      args: {
        search: t.arg.string({
          description: 'Part of a name or synonym. Whole names come first, then beginnings, then parts.',
        }),
        kind: t.arg({ type: ClassKind, description: 'Only classes of this kind; both kinds when left out.' }),
        first: t.arg({ type: 'Int', description: 'Number of entries, 1 to 100; 20 when left out.' }),
        after: t.arg.string({
          description: 'Cursor of the entry to go on after; from the start when left out.',
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
    description: 'The models of this server, the default one first.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (_, __, { models }) => [...models.list()],
  }),
  model: t.field({
    type: Model,
    nullable: true,
    description: 'One model; null when there is none of this name.',
    args: {
      name: t.arg.string({ description: 'Name of the model; the default model when left out.' }),
    },
    resolve: (_, { name }, { models }) => (name == null ? models.default : (models.find(name) ?? null)),
  }),
}));
