import type { CanvasRequest, RecipeRequest } from '../src/generations/request.ts';
import { builder } from './builder.ts';
import { GridInput } from './grid.ts';
import { ClassSelector } from './image-class.ts';
import { GuidanceInput, SamplingInput } from './recipe-settings.ts';
import { shortText } from './short-text.ts';

const SizeInput = builder.inputType('SizeInput', {
  description:
    'A size in pixels, up to four times `Model.trainedSide`. Sides are rounded to the nearest multiple of ' +
    '`Model.stride`; if that changes them, the generation has a warning.',
  fields: t => ({
    width: t.field({
      type: 'Int',
      required: true,
      description: 'Width in pixels, `Model.stride` or more.',
    }),
    height: t.field({
      type: 'Int',
      required: true,
      description: 'Height in pixels, `Model.stride` or more.',
    }),
  }),
});

const AspectRatioInput = builder.inputType('AspectRatioInput', {
  description:
    'Width to height, such as 3 to 2, from 1:8 to 8:1. The area is about that of a square with the side ' +
    '`Model.trainedSide`.',
  fields: t => ({
    width: t.float({ required: true, description: 'First number of the ratio, above 0.' }),
    height: t.float({ required: true, description: 'Second number of the ratio, above 0.' }),
  }),
});

const CanvasInput = builder.inputType('CanvasInput', {
  isOneOf: true,
  description: 'How large the picture is, in one of four ways.',
  fields: t => ({
    size: t.field({
      type: SizeInput,
      description: 'A size in pixels; coarser scales are chosen to match.',
    }),
    aspectRatio: t.field({
      type: AspectRatioInput,
      description: 'An aspect ratio, at the area the model was trained at; rounded to whole tokens.',
    }),
    schedule: t.field({
      type: [GridInput],
      description:
        'Every scale in tokens, coarse to fine. Each must be larger than the one before, with neither side ' +
        'smaller; the last is the finished picture.',
    }),
    publishedSchedule: t.string({ description: 'The name of one of `Model.schedules`.' }),
  }),
});

/** Defaults of fields, where operations differ, as sentence fragments. */
export interface RecipeWording {
  readonly class: string;
  readonly canvas: string;
  readonly imageIndex: string;
}

export type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

/** Fields common to all inputs that create pictures. */
export function recipeFields(t: InputFields, wording: RecipeWording) {
  return {
    class: t.field({ type: ClassSelector, description: `What to draw. ${wording.class}` }),
    canvas: t.field({ type: CanvasInput, description: `How large the picture is; ${wording.canvas}` }),
    steps: t.field({
      type: 'Int',
      description:
        'Number of scales, 6 to 16. More steps are slower and usually better. Cannot be combined with ' +
        '`canvas.schedule` or `canvas.publishedSchedule`, which set it themselves.',
    }),
    guidance: t.field({ type: GuidanceInput, description: 'How strongly the class steers the picture.' }),
    sampling: t.field({ type: SamplingInput, description: 'How tokens are sampled.' }),
    seed: t.field({
      type: 'Seed',
      description:
        'Seed of the random numbers, 0 to 2^53 - 1. By default the server draws one and returns it.',
    }),
    imageIndex: t.field({
      type: 'Int',
      description: `Index of the first picture in the series of the seed, 0 to 2^31 - 1; ${wording.imageIndex}`,
    }),
    count: t.field({
      type: 'Int',
      description:
        "Number of pictures, which differ only in `imageIndex`: from 1 up to the server's limit; defaults to 1.",
    }),
    holdAtScale: t.field({
      type: 'Int',
      description:
        'Index of the scale after which the pictures are held until `resumeGeneration`: any but the last. Use ' +
        'it to draft many pictures and finish few. By default they run to the end.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of 1 to 200 characters, without NUL. Repeating a key with the same input returns the ' +
        'generations of the first request instead of new ones, so a request can safely be retried.',
    }),
  };
}

/** Values given for those fields. */
export interface RecipeInput {
  readonly class?: typeof ClassSelector.$inferInput | null | undefined;
  readonly canvas?: typeof CanvasInput.$inferInput | null | undefined;
  readonly steps?: number | null | undefined;
  readonly guidance?: typeof GuidanceInput.$inferInput | null | undefined;
  readonly sampling?: typeof SamplingInput.$inferInput | null | undefined;
  readonly seed?: number | null | undefined;
  readonly imageIndex?: number | null | undefined;
  readonly count?: number | null | undefined;
  readonly holdAtScale?: number | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** @throws InvalidInputError */
export function recipeRequest(input: RecipeInput): RecipeRequest {
  const { class: selector, canvas } = input;
  return {
    canvas: toCanvas(canvas),
    ...withoutNulls({
      class: selector && toClass(selector),
      steps: input.steps,
      schedule: canvas?.schedule ?? shortText('canvas.publishedSchedule', canvas?.publishedSchedule),
      guidance: input.guidance && withoutNulls(input.guidance),
      sampling: input.sampling && withoutNulls(input.sampling),
      seed: input.seed,
      imageIndex: input.imageIndex,
      count: input.count,
      holdAtScale: input.holdAtScale,
      idempotencyKey: shortText('idempotencyKey', input.idempotencyKey),
    }),
  };
}

function toClass({ name, index }: typeof ClassSelector.$inferInput) {
  // Exactly one is given, because the input is @oneOf.
  return name != null ? { name: shortText('class.name', name) } : { index: index ?? Number.NaN };
}

function toCanvas(canvas: typeof CanvasInput.$inferInput | null | undefined): CanvasRequest {
  if (canvas?.size) return { kind: 'size', ...canvas.size };
  if (canvas?.aspectRatio) return { kind: 'aspectRatio', ...canvas.aspectRatio };
  return { kind: 'default' };
}

/** In the API, null and absent both mean the default; a request only has absent fields. */
export function withoutNulls<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const given = Object.entries(fields).filter(([, value]) => value != null);
  return Object.fromEntries(given) as { [K in keyof T]?: NonNullable<T[K]> };
}
