import type {
  BranchGenerationInput,
  ExpandImageInput,
  GenerateImageInput,
  InpaintImageInput,
  RefineImageInput,
} from '../gql/graphql.ts';
import { drawnMask, drawnSource } from './drawn-pictures.ts';

/** A scale of the first picture of a recipe that stands earlier in the list. */
export interface EarlierScale {
  readonly of: string;
  readonly scale: number;
}

/** A picture to start from: a file as a data URI, or a scale that was made before. */
export type RecordedSource = string | EarlierScale;

/** What is asked for. */
export type Asked =
  | { readonly generate: GenerateImageInput }
  | { readonly inpaint: Omit<InpaintImageInput, 'source'>; readonly source: RecordedSource }
  | { readonly expand: Omit<ExpandImageInput, 'source'>; readonly source: RecordedSource }
  | { readonly refine: Omit<RefineImageInput, 'source'>; readonly source: RecordedSource }
  | { readonly branch: Omit<BranchGenerationInput, 'id'>; readonly of: string };

/** What is done when all of its pictures are held, or have ended. */
export type Steer =
  | { readonly resume: { readonly holdAtScale?: number } }
  | { readonly accept: { readonly scale: number } }
  | 'cancel';

export interface RecordedRecipe {
  readonly name: string;
  readonly asked: Asked;
  readonly steered?: readonly Steer[];
}

const [emoji, tiny] = ['emoji', 'tiny'];
const grids = (...sides: readonly (number | readonly [rows: number, columns: number])[]) =>
  sides.map(side =>
    typeof side === 'number' ? { rows: side, columns: side } : { rows: side[0], columns: side[1] },
  );

/** Half the side that the model was trained at: much the same in a third of the time. */
const small = { size: { width: 64, height: 64 } };

const byRecipe: readonly [string, GenerateImageInput, ...Steer[]][] = [
  ['a fox', { class: { name: 'fox' }, seed: 7 }],
  ['no class', { seed: 1 }],
  ['a group of classes', { class: { name: 'sea animals' }, seed: 2 }],
  ['a class by its number', { class: { index: 100 }, canvas: small, seed: 3 }],
  ['a class by a synonym', { class: { name: 'Kitten' }, canvas: small, seed: 4 }],
  ['a published schedule', { class: { name: 'wolf' }, canvas: { publishedSchedule: '6 steps' }, seed: 5 }],
  ['nine steps', { class: { name: 'dog' }, steps: 9, seed: 6 }],
  ['sixteen steps', { class: { name: 'tiger' }, steps: 16, seed: 7 }],
  ['a size', { class: { name: 'lion' }, canvas: { size: { width: 128, height: 96 } }, seed: 8 }],
  ['a small size', { class: { name: 'horse' }, canvas: small, seed: 9 }],
  ['a large size', { class: { name: 'fox' }, canvas: { size: { width: 192, height: 160 } }, seed: 10 }],
  ['a wide ratio', { class: { name: 'cat' }, canvas: { aspectRatio: { width: 16, height: 9 } }, seed: 11 }],
  ['a high ratio', { class: { name: 'monkey' }, canvas: { aspectRatio: { width: 1, height: 2 } }, seed: 12 }],
  [
    'a schedule of its own',
    { class: { name: 'fox' }, canvas: { schedule: grids(1, [2, 3], [4, 6], [8, 12], [12, 18]) }, seed: 13 },
  ],
  [
    'constant guidance',
    { class: { name: 'fox' }, canvas: small, guidance: { mode: 'CONSTANT', scale: 3 }, seed: 14 },
  ],
  [
    'ramped guidance',
    { class: { name: 'fox' }, canvas: small, guidance: { mode: 'RAMP', scale: 4.5 }, seed: 14 },
  ],
  ['no guidance', { class: { name: 'fox' }, canvas: small, guidance: { scale: 0 }, seed: 14 }],
  ['the likeliest tokens', { class: { name: 'owl' }, canvas: small, sampling: { topK: 1 }, seed: 15 }],
  ['any token', { class: { name: 'owl' }, canvas: small, sampling: { topK: 0, topP: 1 }, seed: 15 }],
  [
    'few tokens',
    {
      class: { name: 'owl' },
      canvas: small,
      sampling: { topK: 100, topP: 0.5, greedyRule: false },
      seed: 15,
    },
  ],
  ['the largest seed', { class: { name: 'owl' }, canvas: small, seed: 2 ** 53 - 1 }],
  ['four pictures', { class: { name: 'raccoon' }, canvas: small, count: 4, seed: 16 }],
  [
    'two pictures from the sixth',
    { class: { name: 'raccoon' }, canvas: small, count: 2, imageIndex: 5, seed: 16 },
  ],
  [
    'a held picture that goes on',
    { class: { name: 'fox' }, canvas: small, holdAtScale: 2, seed: 17 },
    { resume: {} },
  ],
  [
    'held pictures that go on by stages',
    { class: { name: 'fox' }, canvas: small, count: 2, holdAtScale: 1, seed: 17 },
    { resume: { holdAtScale: 4 } },
    { resume: {} },
  ],
  [
    'a scale accepted early',
    { class: { name: 'fox' }, canvas: small, holdAtScale: 3, seed: 18 },
    { accept: { scale: 5 } },
  ],
  [
    'a finished scale accepted',
    { guidance: { mode: 'CONSTANT' }, class: { name: 'fox' }, canvas: small, holdAtScale: 4, seed: 18 },
    { accept: { scale: 3 } },
  ],
  ['a held picture canceled', { class: { name: 'fox' }, canvas: small, holdAtScale: 3, seed: 19 }, 'cancel'],
];

const byRecipeOfTiny: readonly [string, GenerateImageInput][] = [
  ['defaults', { class: { name: 'fox' }, seed: 7 }],
  [
    'a synonym and a published schedule',
    { class: { name: 'reynard' }, canvas: { publishedSchedule: 'short' }, seed: 8 },
  ],
  ['a schedule of its own', { canvas: { schedule: grids(1, 2, 3, 5, [5, 9]) }, seed: 9 }],
  [
    'constant guidance, greedily',
    { class: { index: 9 }, guidance: { mode: 'CONSTANT', scale: 4 }, sampling: { topK: 1 } },
  ],
  [
    'sixteen wide pictures',
    { class: { name: 'owl' }, canvas: { size: { width: 128, height: 64 } }, count: 16, seed: 10 },
  ],
];

const edits: readonly RecordedRecipe[] = [
  {
    name: 'inpaint: half of a picture that was made here',
    asked: {
      source: { of: 'generate: a fox', scale: 7 },
      inpaint: {
        mask: { image: { dataUri: await drawnMask(128, 128, 'left half') }, polarity: 'WHITE_IS_EDIT' },
        class: { name: 'cat' },
        seed: 20,
      },
    },
  },
  {
    name: 'inpaint: an oval of a file, not put together',
    asked: {
      source: await drawnSource(128, 128),
      inpaint: {
        mask: { image: { dataUri: await drawnMask(128, 128, 'oval') }, polarity: 'WHITE_IS_EDIT' },
        composite: false,
        class: { name: 'fox' },
        seed: 21,
      },
    },
  },
  {
    name: 'inpaint: from a later scale, with a wide feather',
    asked: {
      source: { of: 'generate: a fox', scale: 7 },
      inpaint: {
        mask: { image: { dataUri: await drawnMask(128, 128, 'oval') }, polarity: 'WHITE_IS_EDIT' },
        fromScale: 4,
        feather: 24,
        class: { name: 'wolf' },
        guidance: { mode: 'CONSTANT', scale: 2 },
        seed: 22,
      },
    },
  },
  {
    name: 'inpaint: all around an oval of a file of another shape',
    asked: {
      source: await drawnSource(200, 120),
      inpaint: {
        mask: { image: { dataUri: await drawnMask(200, 120, 'oval') }, polarity: 'BLACK_IS_EDIT' },
        class: { name: 'flowers' },
        canvas: small,
        feather: 0,
        count: 2,
        seed: 23,
      },
    },
  },
  {
    name: 'inpaint: held on the way',
    asked: {
      source: { of: 'generate: a wide ratio', scale: 7 },
      inpaint: {
        mask: { image: { dataUri: await drawnMask(64, 64, 'left half') }, polarity: 'WHITE_IS_EDIT' },
        class: { name: 'dog' },
        holdAtScale: 3,
        seed: 24,
      },
    },
    steered: [{ resume: {} }],
  },
  {
    name: 'inpaint: tiny, padded to a schedule',
    asked: {
      source: await drawnSource(96, 60),
      inpaint: {
        model: tiny,
        mask: { image: { dataUri: await drawnMask(96, 60, 'left half') }, polarity: 'WHITE_IS_EDIT' },
        canvas: { schedule: grids(1, 2, 4, 6) },
        class: { name: 'bee' },
        seed: 25,
      },
    },
  },
  {
    name: 'expand: to a wide ratio',
    asked: {
      source: { of: 'generate: a fox', scale: 7 },
      expand: {
        by: { aspectRatio: { width: 16, height: 9 } },
        class: { name: 'fox' },
        seed: 26,
      },
    },
  },
  {
    name: 'expand: at two sides, without a class',
    asked: { source: await drawnSource(96, 112), expand: { by: { sides: { left: 32, top: 16 } }, seed: 27 } },
  },
  {
    name: 'expand: tiny, to the right',
    asked: {
      source: await drawnSource(96, 96),
      expand: {
        model: tiny,
        by: { aspectRatio: { width: 4, height: 3, anchor: 'LEFT' } },
        feather: 0,
        seed: 28,
      },
    },
  },
  {
    name: 'refine: a small file',
    asked: { source: await drawnSource(48, 48), refine: { class: { name: 'fox' }, seed: 29 } },
  },
  {
    name: 'refine: a coarse scale, kept up to the third, in ten steps',
    asked: {
      source: { of: 'generate: a fox', scale: 5 },
      refine: {
        fidelity: 2,
        steps: 10,
        class: { name: 'fox' },
        seed: 30,
      },
    },
  },
  {
    name: 'refine: tiny',
    asked: { source: await drawnSource(33, 33), refine: { model: tiny, fidelity: 1, seed: 31 } },
  },
  {
    name: 'branch: another seed, two pictures',
    asked: { of: 'generate: a small size', branch: { scale: 2, count: 2, seed: 32 } },
  },
  {
    name: 'branch: another class on a larger canvas',
    asked: {
      of: 'generate: a fox',
      branch: { scale: 2, class: { name: 'cat' }, canvas: { size: { width: 160, height: 128 } }, seed: 33 },
    },
  },
  {
    name: 'branch: without a class and otherwise guided, accepted early',
    asked: {
      of: 'generate: four pictures',
      branch: {
        scale: 4,
        withoutClass: true,
        guidance: { mode: 'CONSTANT', scale: 2 },
        holdAtScale: 3,
        seed: 34,
      },
    },
    steered: [{ accept: { scale: 4 } }],
  },
  {
    name: 'branch: of an edited picture',
    asked: {
      of: 'inpaint: half of a picture that was made here',
      branch: { scale: 4, sampling: { topP: 0.6 }, seed: 35 },
    },
  },
  {
    name: 'branch: tiny, with the seed of the parent',
    asked: { of: 'generate: tiny, defaults', branch: { scale: 2, seed: 7 } },
  },
];

/**
 * Fifty requests of every kind, in an order in which each finds what it starts from. They stay as they are: what they have to
 * give is recorded. Further ones go to the end.
 */
export const recordedRecipes: readonly RecordedRecipe[] = [
  ...byRecipe.map(([name, input, ...steered]) => ({
    name: `generate: ${name}`,
    asked: { generate: { model: emoji, ...input } },
    steered,
  })),
  ...byRecipeOfTiny.map(([name, input]) => ({
    name: `generate: tiny, ${name}`,
    asked: { generate: { model: tiny, seed: 11, ...input } },
  })),
  ...edits,
];
