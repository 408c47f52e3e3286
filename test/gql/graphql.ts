/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Where a picture stays when the canvas around it changes shape. */
export type Anchor =
  /** The canvas grows equally at left and right, and at the top. */
  | 'BOTTOM'
  /** The canvas grows at the right and the top. */
  | 'BOTTOM_LEFT'
  /** The canvas grows at the left and the top. */
  | 'BOTTOM_RIGHT'
  /** The canvas grows equally on all sides. */
  | 'CENTER'
  /** The canvas grows at the right, and equally at top and bottom. */
  | 'LEFT'
  /** The canvas grows at the left, and equally at top and bottom. */
  | 'RIGHT'
  /** The canvas grows equally at left and right, and at the bottom. */
  | 'TOP'
  /** The canvas grows at the right and the bottom. */
  | 'TOP_LEFT'
  /** The canvas grows at the left and the bottom. */
  | 'TOP_RIGHT';

/** File formats of an animation. */
export type AnimationFormat =
  /** Several times larger, 256 colours; supported everywhere. */
  | 'GIF'
  /** Small and full-colour; supported by all current browsers. */
  | 'WEBP';

/** Width to height, such as 3 to 2, from 1:8 to 8:1. The area is about that of a square with the side `Model.trainedSide`. */
export type AspectRatioInput = {
  /** Second number of the ratio, above 0. */
  height: number;
  /** First number of the ratio, above 0. */
  width: number;
};

/** A new continuation of a generation. Give only what should differ from it. */
export type BranchGenerationInput = {
  /** How large the picture is; defaults to the rest of the parent's schedule. Of a different schedule, only grids larger than the finest kept one are used, with neither side smaller; a larger canvas lets the picture grow. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. Defaults to the class of the parent. */
  class?: ClassSelector | null | undefined;
  /** Number of pictures, which differ only in `imageIndex`: from 1 up to the server's limit; defaults to 1. */
  count?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`: any but the last. Use it to draft many pictures and finish few. By default they run to the end. */
  holdAtScale?: number | null | undefined;
  /** `Generation.id` of the parent, in any state; the parent itself is not affected. Defaults to the newest generation, for experiments by hand. */
  id?: string | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. Repeating a key with the same input returns the generations of the first request instead of new ones, so a request can safely be retried. */
  idempotencyKey?: string | null | undefined;
  /** Index of the first picture in the series of the seed, 0 to 2^31 - 1; defaults to that of the parent. */
  imageIndex?: number | null | undefined;
  /** How tokens are sampled. */
  sampling?: SamplingInput | null | undefined;
  /** Index of the finest scale to keep; it must be finished. All coarser scales are kept too. */
  scale: number;
  /** Seed of the random numbers, 0 to 2^53 - 1. By default the server draws one and returns it. */
  seed?: number | null | undefined;
  /** Number of scales, 6 to 16. More steps are slower and usually better. Cannot be combined with `canvas.schedule` or `canvas.publishedSchedule`, which set it themselves. */
  steps?: number | null | undefined;
  /** Continue without a class, even if the parent has one. Cannot be combined with `class`. */
  withoutClass?: boolean | null | undefined;
};

/** How large the picture is, in one of four ways. */
export type CanvasInput =
  {   /** An aspect ratio, at the area the model was trained at; rounded to whole tokens. */
  aspectRatio: AspectRatioInput; publishedSchedule?: never; schedule?: never; size?: never; }
  |  { aspectRatio?: never;   /** The name of one of `Model.schedules`. */
  publishedSchedule: string; schedule?: never; size?: never; }
  |  { aspectRatio?: never; publishedSchedule?: never;   /** Every scale in tokens, coarse to fine. Each must be larger than the one before, with neither side smaller; the last is the finished picture. */
  schedule: Array<GridInput>; size?: never; }
  |  { aspectRatio?: never; publishedSchedule?: never; schedule?: never;   /** A size in pixels; coarser scales are chosen to match. */
  size: SizeInput; };

/** How much a class covers. */
export type ClassKind =
  /** Many kinds of objects, such as "mammals". */
  | 'GROUP'
  /** One kind of object, such as "fox". */
  | 'THING';

/** A class of a model, by name or index. */
export type ClassSelector =
  {   /** Index of the class, from 0. */
  index: number; name?: never; }
  |  { index?: never;   /** Name or synonym of the class. Case, accents and hyphens are ignored. */
  name: string; };

/** A picture, and how far to expand its canvas. */
export type ExpandImageInput = {
  /** How far to expand the canvas. */
  by: ExpansionInput;
  /** How large the picture is; defaults to the size of the source if the model does well at it, otherwise the area the model was trained at. The picture is fitted into a given size or ratio and keeps its own aspect ratio. With a schedule, the picture is padded while it is drawn, then cropped. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. By default, nothing in particular. */
  class?: ClassSelector | null | undefined;
  /** Whether to put the source's own pixels back where nothing was edited; true by default. The model reproduces them closely, but not exactly. */
  composite?: boolean | null | undefined;
  /** Number of pictures, which differ only in `imageIndex`: from 1 up to the server's limit; defaults to 1. */
  count?: number | null | undefined;
  /** Width in pixels of the band outside the mask where source and result are blended, 0 to 512; defaults to `Model.stride`. Beyond it, pixels are exactly those of the source. */
  feather?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`: any but the last. Use it to draft many pictures and finish few. By default they run to the end. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. Repeating a key with the same input returns the generations of the first request instead of new ones, so a request can safely be retried. */
  idempotencyKey?: string | null | undefined;
  /** Index of the first picture in the series of the seed, 0 to 2^31 - 1; defaults to 0. */
  imageIndex?: number | null | undefined;
  /** Name of the model. Defaults to the model that made the source if that is a scale, otherwise the default model. */
  model?: string | null | undefined;
  /** How tokens are sampled. */
  sampling?: SamplingInput | null | undefined;
  /** Seed of the random numbers, 0 to 2^53 - 1. By default the server draws one and returns it. */
  seed?: number | null | undefined;
  /** The picture to start from. */
  source: SourceInput;
  /** Number of scales, 6 to 16. More steps are slower and usually better. Cannot be combined with `canvas.schedule` or `canvas.publishedSchedule`, which set it themselves. */
  steps?: number | null | undefined;
};

/** The target aspect ratio, from 1:8 to 8:1. The picture grows in one direction and never shrinks. */
export type ExpandToRatioInput = {
  /** Where the picture stays in the larger canvas. */
  anchor?: Anchor;
  /** Second number of the ratio, above 0. */
  height: number;
  /** First number of the ratio, above 0. */
  width: number;
};

/** How far to expand a picture, in one of two ways. The result may have an aspect ratio from 1:8 to 8:1. */
export type ExpansionInput =
  {   /** To an aspect ratio. */
  aspectRatio: ExpandToRatioInput; sides?: never; }
  |  { aspectRatio?: never;   /** By a number of pixels on each side. */
  sides: SidesInput; };

/** A request for pictures. Give only what should differ from `Model.defaults`. */
export type GenerateImageInput = {
  /** How large the picture is; defaults to the model's default schedule. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. Without a class, the model draws anything it has learned. */
  class?: ClassSelector | null | undefined;
  /** Number of pictures, which differ only in `imageIndex`: from 1 up to the server's limit; defaults to 1. */
  count?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`: any but the last. Use it to draft many pictures and finish few. By default they run to the end. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. Repeating a key with the same input returns the generations of the first request instead of new ones, so a request can safely be retried. */
  idempotencyKey?: string | null | undefined;
  /** Index of the first picture in the series of the seed, 0 to 2^31 - 1; defaults to 0. */
  imageIndex?: number | null | undefined;
  /** Name of the model; defaults to the server's default model. */
  model?: string | null | undefined;
  /** How tokens are sampled. */
  sampling?: SamplingInput | null | undefined;
  /** Seed of the random numbers, 0 to 2^53 - 1. By default the server draws one and returns it. */
  seed?: number | null | undefined;
  /** Number of scales, 6 to 16. More steps are slower and usually better. Cannot be combined with `canvas.schedule` or `canvas.publishedSchedule`, which set it themselves. */
  steps?: number | null | undefined;
};

/** The operation that created a generation. */
export type GenerationOperation =
  /** `branchGeneration`: another generation was continued differently. */
  | 'BRANCH'
  /** `expandImage`: the canvas of a picture was expanded. */
  | 'EXPAND'
  /** `generateImage`: from a recipe alone. */
  | 'GENERATE'
  /** `inpaintImage`: parts of a picture were redrawn. */
  | 'INPAINT'
  /** `refineImage`: a picture was enlarged or cleaned up. */
  | 'REFINE';

/** The state of a generation. SUCCEEDED, ACCEPTED, CANCELED and FAILED are final. */
export type GenerationStatus =
  /** Ended at the accepted scale; see `acceptedScale`. */
  | 'ACCEPTED'
  /** Stopped on request. Scales already finished are kept. */
  | 'CANCELED'
  /** Canceled while running; stops when the current scale is finished. */
  | 'CANCELING'
  /** Stopped by an error; see `failure`. Scales already finished are kept. */
  | 'FAILED'
  /** Waiting after `holdAtScale` until it is resumed, accepted or canceled. */
  | 'HELD'
  /** Stored and waiting for its turn. */
  | 'QUEUED'
  /** A worker has it and computes its scales, in turns with those of others. */
  | 'RUNNING'
  /** Every planned scale is finished. */
  | 'SUCCEEDED';

/** The size of a scale in tokens. Each token covers a square of `Model.stride` pixels a side. */
export type GridInput = {
  /** Tokens from left to right, 1 or more. */
  columns: number;
  /** Tokens from top to bottom, 1 or more. */
  rows: number;
};

/** How strongly the class steers the picture. Omitted fields come from `Model.defaults`, or from the parent in a branch. */
export type GuidanceInput = {
  /** How the strength changes from scale to scale. */
  mode?: GuidanceMode | null | undefined;
  /** The strength, 0 to 20. Higher is truer to the class and less varied. Ignored without a class. */
  scale?: number | null | undefined;
};

/** How the guidance strength changes from scale to scale. */
export type GuidanceMode =
  /** The same at every scale, so a picture does not depend on how many scales follow. */
  | 'CONSTANT'
  /** Weak at coarse scales, rising to the given strength: more variety. Used for evaluation in the paper. */
  | 'RAMP';

/** File formats of a picture. */
export type ImageFormat =
  /** Smallest, but slowest to encode; lossless if the longest side is under 128 px. */
  | 'AVIF'
  /** Always lossy; supported everywhere. */
  | 'JPEG'
  /** Always lossless; supported everywhere. */
  | 'PNG'
  /** Small; lossless if the longest side is under 128 px. */
  | 'WEBP';

/** A picture, and the area to redraw. */
export type InpaintImageInput = {
  /** How large the picture is; defaults to the size of the source if the model does well at it, otherwise the area the model was trained at. The picture is fitted into a given size or ratio and keeps its own aspect ratio. With a schedule, the picture is padded while it is drawn, then cropped. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. By default, nothing in particular. */
  class?: ClassSelector | null | undefined;
  /** Whether to put the source's own pixels back where nothing was edited; true by default. The model reproduces them closely, but not exactly. */
  composite?: boolean | null | undefined;
  /** Number of pictures, which differ only in `imageIndex`: from 1 up to the server's limit; defaults to 1. */
  count?: number | null | undefined;
  /** Width in pixels of the band outside the mask where source and result are blended, 0 to 512; defaults to `Model.stride`. Beyond it, pixels are exactly those of the source. */
  feather?: number | null | undefined;
  /** Index of the first scale that may change; defaults to 0. Coarser scales are taken from the source, even under the mask, so the higher the index, the more of the original shows through. */
  fromScale?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`: any but the last. Use it to draft many pictures and finish few. By default they run to the end. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. Repeating a key with the same input returns the generations of the first request instead of new ones, so a request can safely be retried. */
  idempotencyKey?: string | null | undefined;
  /** Index of the first picture in the series of the seed, 0 to 2^31 - 1; defaults to 0. */
  imageIndex?: number | null | undefined;
  /** The area to redraw. Masking the outside of a picture gives outpainting. */
  mask: MaskInput;
  /** Name of the model. Defaults to the model that made the source if that is a scale, otherwise the default model. */
  model?: string | null | undefined;
  /** How tokens are sampled. */
  sampling?: SamplingInput | null | undefined;
  /** Seed of the random numbers, 0 to 2^53 - 1. By default the server draws one and returns it. */
  seed?: number | null | undefined;
  /** The picture to start from. */
  source: SourceInput;
  /** Number of scales, 6 to 16. More steps are slower and usually better. Cannot be combined with `canvas.schedule` or `canvas.publishedSchedule`, which set it themselves. */
  steps?: number | null | undefined;
};

/** The picture of a mask, in one of two ways. */
export type MaskImageInput =
  {   /** A picture of up to 8 MiB as a data URI: `data:image/png;base64,...`. */
  dataUri: string; upload?: never; }
  |  { dataUri?: never;   /** An uploaded file. JPEG, PNG, WebP, GIF, AVIF or TIFF, detected from the content. At most 50 megapixels, or 16 for files that can only be decoded as a whole (WebP, GIF, interlaced PNG, progressive JPEG), or 12.5 for AVIF; at most 32768 pixels a side. Only the first frame is used. EXIF orientation is applied. */
  upload: Blob | null; };

/** Where to edit a picture. The mask is stretched to the size of the source; a different aspect ratio gives a warning. A mask with values 0 and 1 is read as black and white, with a warning. A mask that marks everything or nothing gives a warning, too. */
export type MaskInput = {
  /** The mask picture. */
  image: MaskImageInput;
  /** Which parts of the mask to edit. */
  polarity: MaskPolarity;
};

/** Which parts of a mask to edit. There is no default, because mask conventions differ between programs. Greys and partial transparency make a soft edge. */
export type MaskPolarity =
  /** Edits dark areas; keeps light and transparent ones. */
  | 'BLACK_IS_EDIT'
  /** Edits opaque areas; requires an alpha channel. */
  | 'OPAQUE_IS_EDIT'
  /** Edits transparent areas; requires an alpha channel. */
  | 'TRANSPARENT_IS_EDIT'
  /** Edits light areas; keeps dark and transparent ones. */
  | 'WHITE_IS_EDIT';

/** How the weights of a model are stored. */
export type Precision =
  /** 16-bit floating point: half the size, nearly identical tokens. */
  | 'FLOAT16'
  /** 32-bit floating point, as published. */
  | 'FLOAT32'
  /** 8-bit integers: a quarter of the size, faster, slightly different tokens. */
  | 'INT8';

/** A small or poor picture. */
export type RefineImageInput = {
  /** How large the picture is; defaults to at least the area the model was trained at. The picture is fitted into a given size or ratio and keeps its own aspect ratio. With a schedule, the picture is padded while it is drawn, then cropped. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. By default, nothing in particular. */
  class?: ClassSelector | null | undefined;
  /** Number of pictures, which differ only in `imageIndex`: from 1 up to the server's limit; defaults to 1. */
  count?: number | null | undefined;
  /** Index of the finest scale taken from the source; finer ones are sampled. Defaults to the finest scale no larger than the source. The plan gives the size of each scale. */
  fidelity?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`: any but the last. Use it to draft many pictures and finish few. By default they run to the end. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. Repeating a key with the same input returns the generations of the first request instead of new ones, so a request can safely be retried. */
  idempotencyKey?: string | null | undefined;
  /** Index of the first picture in the series of the seed, 0 to 2^31 - 1; defaults to 0. */
  imageIndex?: number | null | undefined;
  /** Name of the model. Defaults to the model that made the source if that is a scale, otherwise the default model. */
  model?: string | null | undefined;
  /** How tokens are sampled. */
  sampling?: SamplingInput | null | undefined;
  /** Seed of the random numbers, 0 to 2^53 - 1. By default the server draws one and returns it. */
  seed?: number | null | undefined;
  /** The picture to start from. */
  source: SourceInput;
  /** Number of scales, 6 to 16. More steps are slower and usually better. Cannot be combined with `canvas.schedule` or `canvas.publishedSchedule`, which set it themselves. */
  steps?: number | null | undefined;
};

/** The input of one of the mutations. */
export type RequestInput =
  {   /** As for `branchGeneration`. */
  branch: BranchGenerationInput; expand?: never; generate?: never; inpaint?: never; refine?: never; }
  |  { branch?: never;   /** As for `expandImage`. */
  expand: ExpandImageInput; generate?: never; inpaint?: never; refine?: never; }
  |  { branch?: never; expand?: never;   /** As for `generateImage`. */
  generate: GenerateImageInput; inpaint?: never; refine?: never; }
  |  { branch?: never; expand?: never; generate?: never;   /** As for `inpaintImage`. */
  inpaint: InpaintImageInput; refine?: never; }
  |  { branch?: never; expand?: never; generate?: never; inpaint?: never;   /** As for `refineImage`. */
  refine: RefineImageInput; };

/** How tokens are sampled from the predicted distribution: top-k first, then top-p. Omitted fields come from `Model.defaults`, or from the parent in a branch. */
export type SamplingInput = {
  /** Whether the model's greedy rule applies (`Model.greedyRule`); true by default. Ignored if the model has none. */
  greedyRule?: boolean | null | undefined;
  /** Number of likeliest tokens to sample from: 1 (always the likeliest) to `Model.codebookSize`; 0 allows all. */
  topK?: number | null | undefined;
  /** Cumulative probability of the likeliest tokens to sample from, above 0 and up to 1. */
  topP?: number | null | undefined;
};

/** Which scales to report. A scale must match every condition given. Other scales are still computed, just not reported; status changes are always reported. */
export type ScaleFilter = {
  /** Scales with these indices in the plan, from 0. An empty list matches none. */
  indices?: Array<number> | null | undefined;
  /** Only the last scales of the plan, this many: 1 matches only the final picture. */
  last?: number | null | undefined;
  /** Scales whose longest side is at most this many pixels. */
  maxEdge?: number | null | undefined;
  /** Scales whose longest side is at least this many pixels. */
  minEdge?: number | null | undefined;
};

/** How much of a scale is forced: taken from an edited picture or a branched parent instead of sampled. */
export type ScaleForcing =
  /** Nothing: every cell is sampled. */
  | 'NONE'
  /** The cells outside a mask. */
  | 'PARTLY'
  /** Every cell: nothing is sampled. */
  | 'WHOLLY';

/** Number of source pixels to add on each side, 0 to 16384; 0 by default. */
export type SidesInput = {
  /** Pixels to add at the bottom. */
  bottom?: number | null | undefined;
  /** Pixels to add on the left. */
  left?: number | null | undefined;
  /** Pixels to add on the right. */
  right?: number | null | undefined;
  /** Pixels to add at the top. */
  top?: number | null | undefined;
};

/** A size in pixels, up to four times `Model.trainedSide`. Sides are rounded to the nearest multiple of `Model.stride`; if that changes them, the generation has a warning. */
export type SizeInput = {
  /** Height in pixels, `Model.stride` or more. */
  height: number;
  /** Width in pixels, `Model.stride` or more. */
  width: number;
};

/** The picture to start from, in one of three ways. */
export type SourceInput =
  {   /** A picture of up to 8 MiB as a data URI: `data:image/png;base64,...`. Other URLs are not fetched. */
  dataUri: string; scale?: never; upload?: never; }
  |  { dataUri?: never;   /** `Scale.id` of a finished scale of any generation; its picture is used as shown. Without `model`, the model that made it is used. */
  scale: string; upload?: never; }
  |  { dataUri?: never; scale?: never;   /** An uploaded file. JPEG, PNG, WebP, GIF, AVIF or TIFF, detected from the content. At most 50 megapixels, or 16 for files that can only be decoded as a whole (WebP, GIF, interlaced PNG, progressive JPEG), or 12.5 for AVIF; at most 32768 pixels a side. Only the first frame is used. EXIF orientation is applied. Colours are converted to 8-bit sRGB; transparent areas become white. Floating-point values are read as ranging from 0 to 1 or from 0 to 255, depending on the data. The notes of the edit list every conversion. */
  upload: Blob | null; };

export type ShowAnimationQueryVariables = Exact<{
  id: string;
  format: AnimationFormat;
  maxEdge?: number | null | undefined;
  quality?: number | null | undefined;
  frameMilliseconds?: number | null | undefined;
}>;


export type ShowAnimationQuery = { generation: { animation: { url: string, dataUri: string, width: number, height: number, mediaType: string, frameCount: number, milliseconds: number, byteLength: number } | null, scales: Array<{ image: { url: string } }> } | null };

export type ShowAnimationUrlQueryVariables = Exact<{
  id: string;
}>;


export type ShowAnimationUrlQuery = { generation: { animation: { url: string, frameCount: number } | null } | null };

type Creation_GenerationsCreated_Fragment = { __typename: 'GenerationsCreated', generations: Array<{ id: string }> };

type Creation_IdempotencyConflictError_Fragment = { __typename: 'IdempotencyConflictError', message: string };

type Creation_InvalidInputError_Fragment = { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string };

type Creation_ModelGoneError_Fragment = { __typename: 'ModelGoneError', message: string };

type Creation_ModelUnavailableError_Fragment = { __typename: 'ModelUnavailableError', message: string };

type Creation_NotFoundError_Fragment = { __typename: 'NotFoundError', kind: string, key: string, message: string };

type Creation_QueueFullError_Fragment = { __typename: 'QueueFullError', message: string };

type Creation_RateLimitedError_Fragment = { __typename: 'RateLimitedError', message: string };

export type CreationFragment =
  | Creation_GenerationsCreated_Fragment
  | Creation_IdempotencyConflictError_Fragment
  | Creation_InvalidInputError_Fragment
  | Creation_ModelGoneError_Fragment
  | Creation_ModelUnavailableError_Fragment
  | Creation_NotFoundError_Fragment
  | Creation_QueueFullError_Fragment
  | Creation_RateLimitedError_Fragment
;

export type InpaintImageMutationVariables = Exact<{
  input: InpaintImageInput;
}>;


export type InpaintImageMutation = { inpaintImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', kind: string, key: string, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type ExpandImageMutationVariables = Exact<{
  input: ExpandImageInput;
}>;


export type ExpandImageMutation = { expandImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', kind: string, key: string, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type RefineImageMutationVariables = Exact<{
  input: RefineImageInput;
}>;


export type RefineImageMutation = { refineImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', kind: string, key: string, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type BranchGenerationMutationVariables = Exact<{
  input: BranchGenerationInput;
}>;


export type BranchGenerationMutation = { branchGeneration:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', kind: string, key: string, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type AcceptGenerationMutationVariables = Exact<{
  id: string;
  scale: number;
}>;


export type AcceptGenerationMutation = { acceptGeneration:
    | { __typename: 'AcceptGenerationSuccess', generation: { status: GenerationStatus, acceptedScale: number | null, bestScale: { index: number } | null } }
    | { __typename: 'GenerationStateError', status: GenerationStatus, allowedStatuses: Array<GenerationStatus>, message: string }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'NotFoundError', kind: string, key: string, message: string }
    | { __typename: 'QueueFullError', message: string }
   };

export type HoldGenerationMutationVariables = Exact<{
  id: string;
  scale?: number | null | undefined;
}>;


export type HoldGenerationMutation = { holdGeneration:
    | { __typename: 'GenerationStateError', status: GenerationStatus, allowedStatuses: Array<GenerationStatus>, message: string }
    | { __typename: 'HoldGenerationSuccess', generation: { status: GenerationStatus, holdAtScale: number | null } }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'NotFoundError', message: string }
   };

export type ResumeGenerationMutationVariables = Exact<{
  id: string;
  holdAtScale?: number | null | undefined;
}>;


export type ResumeGenerationMutation = { resumeGeneration:
    | { __typename: 'GenerationStateError', status: GenerationStatus, allowedStatuses: Array<GenerationStatus>, message: string }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'ResumeGenerationSuccess', generation: { status: GenerationStatus, holdAtScale: number | null } }
   };

export type ShowEditQueryVariables = Exact<{
  id: string;
}>;


export type ShowEditQuery = { generation: { operation: GenerationOperation, status: GenerationStatus, warnings: Array<string>, parent: { scaleIndex: number, generation: { id: string } } | null, branches: { edges: Array<{ node: { id: string, operation: GenerationOperation } }>, pageInfo: { hasNextPage: boolean } }, plan: Array<{ index: number, width: number, height: number, forced: ScaleForcing, mask: { rows: Array<string>, sampledCells: number, dataUri: string } }>, edit:
      | { __typename: 'BranchEdit', scale: number, picture:
          | { __typename: 'ExpandEdit', notes: Array<string> }
          | { __typename: 'InpaintEdit', notes: Array<string> }
          | { __typename: 'RefineEdit', notes: Array<string> }
         | null }
      | { __typename: 'ExpandEdit', notes: Array<string>, feather: number | null, source: { digest: string, width: number, height: number, dataUri: string }, scaledSource: { width: number, height: number, dataUri: string }, mapping: { sourceSize: { width: number, height: number }, canvas: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } }, mask: { width: number, dataUri: string } }
      | { __typename: 'InpaintEdit', notes: Array<string>, fromScale: number, feather: number | null, source: { digest: string, width: number, height: number, dataUri: string }, scaledSource: { width: number, height: number, dataUri: string }, mapping: { sourceSize: { width: number, height: number }, canvas: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } }, mask: { width: number, dataUri: string } }
      | { __typename: 'RefineEdit', notes: Array<string>, fidelity: number, source: { digest: string, width: number, height: number, dataUri: string }, scaledSource: { width: number, height: number, dataUri: string }, mapping: { sourceSize: { width: number, height: number }, canvas: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } } }
     | null, bestScale: { id: string, index: number, width: number, height: number, digest: string, tokens: Array<number>, image: { url: string, dataUri: string, width: number, height: number } } | null, scales: Array<{ id: string, tokens: Array<number>, digest: string }> } | null };

export type PlanRequestQueryVariables = Exact<{
  input: RequestInput;
}>;


export type PlanRequestQuery = { requestPlan:
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RequestPlan', warnings: Array<string>, recipe: { seed: number, classIndex: number, modelName: string }, plan: Array<{ index: number, width: number, height: number, forced: ScaleForcing, mask: { rows: Array<string>, sampledCells: number, dataUri: string } }>, edit:
        | { __typename: 'BranchEdit' }
        | { __typename: 'ExpandEdit', notes: Array<string>, source: { digest: string, dataUri: string }, mapping: { canvas: { width: number, height: number } } }
        | { __typename: 'InpaintEdit', notes: Array<string>, source: { digest: string, dataUri: string }, mapping: { canvas: { width: number, height: number } } }
        | { __typename: 'RefineEdit', notes: Array<string>, source: { digest: string, dataUri: string }, mapping: { canvas: { width: number, height: number } } }
       | null }
   };

export type ShowGoodForQueryVariables = Exact<{ [key: string]: never; }>;


export type ShowGoodForQuery = { model: { goodFor: { pictures: string | null, background: string | null, withoutClass: boolean | null, aspectRatio: number | null, sides: { from: number, to: number }, steps: { from: number, to: number } | null, guidance: { constant: { from: number, to: number } | null, ramp: { from: number, to: number } | null } } } | null };

export type PlanWarningsQueryVariables = Exact<{
  input: RequestInput;
}>;


export type PlanWarningsQuery = { requestPlan:
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { warnings: Array<string> }
   };

export type GenerateWarningsMutationVariables = Exact<{
  input: GenerateImageInput;
}>;


export type GenerateWarningsMutation = { generateImage:
    | { generations: Array<{ warnings: Array<string> }> }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
    | { message: string }
   };

export type ShowScalesQueryVariables = Exact<{
  id: string;
}>;


export type ShowScalesQuery = { generation: { bestScale: { width: number, height: number, image: { url: string, width: number, height: number, mediaType: string } } | null, scales: Array<{ digest: string, image: { url: string, width: number, height: number, mediaType: string } }> } | null };

export type ShowImageQueryVariables = Exact<{
  id: string;
  format: ImageFormat;
  maxEdge?: number | null | undefined;
  quality?: number | null | undefined;
}>;


export type ShowImageQuery = { generation: { bestScale: { image: { url: string, dataUri: string, width: number, height: number, mediaType: string, byteLength: number } } | null } | null };

export type GenerateImageMutationVariables = Exact<{
  input: GenerateImageInput;
}>;


export type GenerateImageMutation = { generateImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string, status: GenerationStatus, revision: number, warnings: Array<string>, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number }>, recipe: { seed: number, imageIndex: number, class: { name: string } | null } }> }
    | { __typename: 'IdempotencyConflictError', idempotencyKey: string, message: string }
    | { __typename: 'InvalidInputError', field: string, given: string, allowed: string, message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', kind: string, key: string, suggestions: Array<string>, message: string }
    | { __typename: 'QueueFullError', limit: number, message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type CancelGenerationMutationVariables = Exact<{
  id: string;
}>;


export type CancelGenerationMutation = { cancelGeneration:
    | { __typename: 'CancelGenerationSuccess', generation: { id: string, status: GenerationStatus, revision: number } }
    | { __typename: 'NotFoundError', kind: string, key: string }
   };

export type FindGenerationQueryVariables = Exact<{
  id: string;
}>;


export type FindGenerationQuery = { generation: { id: string, status: GenerationStatus, revision: number, createdAt: string, startedAt: string | null, finishedAt: string | null, failure: { code: string, message: string } | null, queue: { position: number, estimatedSeconds: number | null } | null, scales: Array<{ id: string, index: number, digest: string, tokens: Array<number>, image: { url: string, width: number, height: number, mediaType: string } }>, bestScale: { index: number } | null } | null };

export type CountGenerationsQueryVariables = Exact<{ [key: string]: never; }>;


export type CountGenerationsQuery = { generations: { edges: Array<{ node: { id: string } }> } };

export type WatchSubscriptionVariables = Exact<{
  id?: string | null | undefined;
  after?: number | null | undefined;
  scales?: ScaleFilter | null | undefined;
}>;


export type WatchSubscription = { generationProgress:
    | { __typename: 'GenerationFinished', revision: number, status: GenerationStatus }
    | { __typename: 'GenerationSnapshot', revision: number, generation: { id: string, status: GenerationStatus, scales: Array<{ index: number }> } }
    | { __typename: 'ScaleFinished', revision: number, scale: { index: number, rows: number, columns: number, image: { url: string, dataUri: string, width: number, height: number } } }
    | { __typename: 'StatusChanged', revision: number, status: GenerationStatus }
   };

export type ShowModelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ShowModelsQuery = { models: Array<{ __typename: 'Model', id: string, name: string, title: string, description: string, license: string, precision: Precision, digest: string, stride: number, trainedSide: number, parameters: number, codebookSize: number, classCount: number, greedyRule: { sampledSides: Array<number>, maxSampledSide: number } | null, defaults: { schedule: string, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean } }, schedules: Array<{ name: string, isDefault: boolean, steps: number, tokens: number, scales: Array<{ rows: number, columns: number, width: number, height: number }> }> }>, model: { name: string } | null, unknown: { name: string } | null };

export type SearchClassesQueryVariables = Exact<{
  search?: string | null | undefined;
  kind?: ClassKind | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchClassesQuery = { model: { classes: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, index: number, name: string, synonyms: Array<string>, kind: ClassKind, group: { name: string } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type FindClassQueryVariables = Exact<{
  by: ClassSelector;
}>;


export type FindClassQuery = { model: { class: { index: number, name: string } | null } | null };

export type FindNodesQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type FindNodesQuery = { nodes: Array<
    | { __typename: 'Generation', id: string }
    | { __typename: 'ImageClass', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'Scale', id: string }
   | null> };

export type FindNodeQueryVariables = Exact<{
  id: string;
}>;


export type FindNodeQuery = { node:
    | { __typename: 'Generation' }
    | { __typename: 'ImageClass' }
    | { __typename: 'Model' }
    | { __typename: 'Scale' }
   | null };

export type HistoryQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: Array<GenerationStatus> | GenerationStatus | null | undefined;
}>;


export type HistoryQuery = { generations: { edges: Array<{ cursor: string, node: { id: string, status: GenerationStatus } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } }, newestGeneration: { id: string } | null };

export type FollowStatusSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowStatusSubscription = { generationProgress:
    | { __typename: 'GenerationFinished', status: GenerationStatus }
    | { __typename: 'GenerationSnapshot', generation: { status: GenerationStatus } }
    | { __typename: 'ScaleFinished' }
    | { __typename: 'StatusChanged', status: GenerationStatus }
   };

export type ShowPictureQueryVariables = Exact<{
  id: string;
}>;


export type ShowPictureQuery = { generation: { status: GenerationStatus, operation: GenerationOperation, scales: Array<{ rows: number, columns: number, tokens: Array<number>, digest: string }>, bestScale: { index: number, image: { url: string, width: number, height: number } } | null } | null };

export type FindScaleQueryVariables = Exact<{
  id: string;
}>;


export type FindScaleQuery = { generation: { scales: Array<{ id: string }> } | null };

export const CreationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Creation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateGenerationsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationsCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CreationFragment, unknown>;
export const ShowAnimationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowAnimation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"format"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AnimationFormat"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"maxEdge"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"quality"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"frameMilliseconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"animation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxEdge"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxEdge"}}},{"kind":"Argument","name":{"kind":"Name","value":"quality"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quality"}}},{"kind":"Argument","name":{"kind":"Name","value":"frameMilliseconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"frameMilliseconds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"frameCount"}},{"kind":"Field","name":{"kind":"Name","value":"milliseconds"}},{"kind":"Field","name":{"kind":"Name","value":"byteLength"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"EnumValue","value":"PNG"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ShowAnimationQuery, ShowAnimationQueryVariables>;
export const ShowAnimationUrlDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowAnimationUrl"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"animation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"frameCount"}}]}}]}}]}}]} as unknown as DocumentNode<ShowAnimationUrlQuery, ShowAnimationUrlQueryVariables>;
export const InpaintImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InpaintImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InpaintImageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inpaintImage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Creation"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Creation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateGenerationsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationsCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<InpaintImageMutation, InpaintImageMutationVariables>;
export const ExpandImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExpandImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExpandImageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expandImage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Creation"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Creation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateGenerationsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationsCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ExpandImageMutation, ExpandImageMutationVariables>;
export const RefineImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefineImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefineImageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refineImage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Creation"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Creation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateGenerationsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationsCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<RefineImageMutation, RefineImageMutationVariables>;
export const BranchGenerationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BranchGeneration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BranchGenerationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"branchGeneration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Creation"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Creation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateGenerationsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationsCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<BranchGenerationMutation, BranchGenerationMutationVariables>;
export const AcceptGenerationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptGeneration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scale"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptGeneration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"scale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scale"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptGenerationSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedScale"}},{"kind":"Field","name":{"kind":"Name","value":"bestScale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedStatuses"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AcceptGenerationMutation, AcceptGenerationMutationVariables>;
export const HoldGenerationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HoldGeneration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scale"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdGeneration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"scale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scale"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HoldGenerationSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holdAtScale"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedStatuses"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<HoldGenerationMutation, HoldGenerationMutationVariables>;
export const ResumeGenerationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeGeneration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"holdAtScale"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeGeneration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"holdAtScale"},"value":{"kind":"Variable","name":{"kind":"Name","value":"holdAtScale"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeGenerationSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holdAtScale"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationStateError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"allowedStatuses"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeGenerationMutation, ResumeGenerationMutationVariables>;
export const ShowEditDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowEdit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scaleIndex"}}]}},{"kind":"Field","name":{"kind":"Name","value":"branches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"forced"}},{"kind":"Field","name":{"kind":"Name","value":"mask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"sampledCells"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"edit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PictureEdit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scaledSource"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mapping"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sourceSize"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}},{"kind":"Field","name":{"kind":"Name","value":"canvas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"left"}},{"kind":"Field","name":{"kind":"Name","value":"top"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}},{"kind":"Field","name":{"kind":"Name","value":"crop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"left"}},{"kind":"Field","name":{"kind":"Name","value":"top"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InpaintEdit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fromScale"}},{"kind":"Field","name":{"kind":"Name","value":"feather"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ExpandEdit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"feather"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RefineEdit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fidelity"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BranchEdit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scale"}},{"kind":"Field","name":{"kind":"Name","value":"picture"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bestScale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"EnumValue","value":"PNG"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}}]}}]}}]}}]} as unknown as DocumentNode<ShowEditQuery, ShowEditQueryVariables>;
export const PlanRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"recipe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"classIndex"}},{"kind":"Field","name":{"kind":"Name","value":"modelName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"forced"}},{"kind":"Field","name":{"kind":"Name","value":"mask"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"sampledCells"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"edit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PictureEdit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mapping"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canvas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlanRequestQuery, PlanRequestQueryVariables>;
export const ShowGoodForDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowGoodFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"goodFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pictures"}},{"kind":"Field","name":{"kind":"Name","value":"background"}},{"kind":"Field","name":{"kind":"Name","value":"withoutClass"}},{"kind":"Field","name":{"kind":"Name","value":"sides"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aspectRatio"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"guidance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"constant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ramp"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ShowGoodForQuery, ShowGoodForQueryVariables>;
export const PlanWarningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanWarnings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestPlan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlanWarningsQuery, PlanWarningsQueryVariables>;
export const GenerateWarningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GenerateWarnings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateImageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generateImage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationsCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GenerateWarningsMutation, GenerateWarningsMutationVariables>;
export const ShowScalesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowScales"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bestScale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ShowScalesQuery, ShowScalesQueryVariables>;
export const ShowImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"format"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImageFormat"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"maxEdge"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"quality"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bestScale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}},{"kind":"Argument","name":{"kind":"Name","value":"maxEdge"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxEdge"}}},{"kind":"Argument","name":{"kind":"Name","value":"quality"},"value":{"kind":"Variable","name":{"kind":"Name","value":"quality"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"byteLength"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ShowImageQuery, ShowImageQueryVariables>;
export const GenerateImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GenerateImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GenerateImageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generateImage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationsCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"workShare"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recipe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"imageIndex"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"given"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"suggestions"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdempotencyConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QueueFullError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GenerateImageMutation, GenerateImageMutationVariables>;
export const CancelGenerationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelGeneration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelGeneration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CancelGenerationSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]} as unknown as DocumentNode<CancelGenerationMutation, CancelGenerationMutationVariables>;
export const FindGenerationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindGeneration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"estimatedSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bestScale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]} as unknown as DocumentNode<FindGenerationQuery, FindGenerationQueryVariables>;
export const CountGenerationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CountGenerations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CountGenerationsQuery, CountGenerationsQueryVariables>;
export const WatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Watch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scales"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ScaleFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generationProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"scales"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scales"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProgressEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ScaleFinished"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"EnumValue","value":"PNG"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"dataUri"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationFinished"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<WatchSubscription, WatchSubscriptionVariables>;
export const ShowModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowModels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"models"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"license"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}},{"kind":"Field","name":{"kind":"Name","value":"stride"}},{"kind":"Field","name":{"kind":"Name","value":"trainedSide"}},{"kind":"Field","name":{"kind":"Name","value":"parameters"}},{"kind":"Field","name":{"kind":"Name","value":"codebookSize"}},{"kind":"Field","name":{"kind":"Name","value":"classCount"}},{"kind":"Field","name":{"kind":"Name","value":"greedyRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sampledSides"}},{"kind":"Field","name":{"kind":"Name","value":"maxSampledSide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedule"}},{"kind":"Field","name":{"kind":"Name","value":"guidance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"scale"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sampling"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"topK"}},{"kind":"Field","name":{"kind":"Name","value":"topP"}},{"kind":"Field","name":{"kind":"Name","value":"greedyRule"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"steps"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"unknown"},"name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"unknown","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ShowModelsQuery, ShowModelsQueryVariables>;
export const SearchClassesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchClasses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ClassKind"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"classes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"synonyms"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SearchClassesQuery, SearchClassesQueryVariables>;
export const FindClassDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindClass"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClassSelector"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"class"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<FindClassQuery, FindClassQueryVariables>;
export const FindNodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindNodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<FindNodesQuery, FindNodesQueryVariables>;
export const FindNodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindNode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<FindNodeQuery, FindNodeQueryVariables>;
export const HistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"History"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationStatus"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"newestGeneration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<HistoryQuery, HistoryQueryVariables>;
export const FollowStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generationProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"scales"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"indices"},"value":{"kind":"ListValue","values":[]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StatusChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GenerationFinished"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<FollowStatusSubscription, FollowStatusSubscriptionVariables>;
export const ShowPictureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShowPicture"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"columns"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}}]}},{"kind":"Field","name":{"kind":"Name","value":"bestScale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"EnumValue","value":"PNG"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"height"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ShowPictureQuery, ShowPictureQueryVariables>;
export const FindScaleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindScale"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"generation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scales"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<FindScaleQuery, FindScaleQueryVariables>;