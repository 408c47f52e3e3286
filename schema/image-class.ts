import type { ModelDescription } from '../src/inference/packs/model-description.ts';
import type { ClassLabel } from '../src/inference/packs/pack.ts';
import { builder } from './builder.ts';

/** A class and the model it belongs to. */
export interface ClassOfModel {
  readonly model: ModelDescription;
  readonly index: number;
  readonly label: ClassLabel;
}

/** `null` if the model has no class with this index. */
export function classOfModel(model: ModelDescription, index: number): ClassOfModel | null {
  const label = model.labels[index];
  return label ? { model, index, label } : null;
}

export const ClassKind = builder.enumType('ClassKind', {
  description: 'How much a class covers.',
  values: {
    THING: { value: 'thing', description: 'One kind of object, such as "fox".' },
    GROUP: { value: 'group', description: 'Many kinds of objects, such as "mammals".' },
  } as const,
});

export const ImageClass = builder.objectRef<ClassOfModel>('ImageClass');

builder.node(ImageClass, {
  description: 'A class that a model can draw.',
  id: { resolve: ({ model, index }) => `${model.config.name}:${index}` },
  loadOne: (id, { models }) => {
    const [name = '', index = ''] = id.split(':');
    const model = models.find(name);
    return model && /^\d{1,6}$/.test(index) ? classOfModel(model, Number(index)) : null;
  },
  fields: t => ({
    index: t.exposeInt('index', { description: 'Index of the class in its model, from 0.' }),
    name: t.string({
      description: 'The value for `class: { name: ... }`. Unique within the model.',
      resolve: ({ label }) => label.name,
    }),
    synonyms: t.stringList({
      description: 'Other names accepted for this class.',
      resolve: ({ label }) => label.synonyms,
    }),
    kind: t.field({
      type: ClassKind,
      description: 'Whether the class is one kind of object or a group of them.',
      resolve: ({ label }) => label.kind,
    }),
    thumbnail: t.field({
      type: 'URL',
      nullable: true,
      description:
        'Address of a small WebP picture of the class, from the model card; null if the card has none.',
      resolve: ({ model, index }, _, { baseUrl }) =>
        model.contactSheet === undefined ? null : `${baseUrl}/thumbnails/${model.config.name}/${index}.webp`,
    }),
    group: t.field({
      type: ImageClass,
      nullable: true,
      description: 'The group this class belongs to; null if the model has none.',
      resolve: ({ model, label }) => {
        const index = model.labels.findIndex(({ kind, name }) => kind === 'group' && name === label.group);
        return classOfModel(model, index);
      },
    }),
  }),
});

export const ClassSelector = builder.inputType('ClassSelector', {
  isOneOf: true,
  description: 'A class of a model, by name or index.',
  fields: t => ({
    name: t.string({
      description: 'Name or synonym of the class. Case, accents and hyphens are ignored.',
    }),
    index: t.field({ type: 'Int', description: 'Index of the class, from 0.' }),
  }),
});
