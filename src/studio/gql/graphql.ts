/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

type Creation_GenerationsCreated_Fragment = { __typename: 'GenerationsCreated', generations: Array<{ id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
      | { __typename: 'BranchEdit' }
      | { __typename: 'ExpandEdit' }
      | { __typename: 'InpaintEdit' }
      | { __typename: 'RefineEdit' }
     | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null }> };

type Creation_IdempotencyConflictError_Fragment = { __typename: 'IdempotencyConflictError', message: string };

type Creation_InvalidInputError_Fragment = { __typename: 'InvalidInputError', message: string };

type Creation_ModelGoneError_Fragment = { __typename: 'ModelGoneError', message: string };

type Creation_ModelUnavailableError_Fragment = { __typename: 'ModelUnavailableError', message: string };

type Creation_NotFoundError_Fragment = { __typename: 'NotFoundError', suggestions: Array<string>, message: string };

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

export type ScalePartsFragment = { id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } };

export type GenerationPartsFragment = { id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
    | { __typename: 'BranchEdit' }
    | { __typename: 'ExpandEdit' }
    | { __typename: 'InpaintEdit' }
    | { __typename: 'RefineEdit' }
   | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null };

export type AcceptGenerationMutationVariables = Exact<{
  id: string;
  scale: number;
}>;


export type AcceptGenerationMutation = { acceptGeneration:
    | { __typename: 'AcceptGenerationSuccess', generation: { id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null } }
    | { __typename: 'GenerationStateError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'QueueFullError', message: string }
   };

export type BranchGenerationMutationVariables = Exact<{
  input: BranchGenerationInput;
}>;


export type BranchGenerationMutation = { branchGeneration:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', suggestions: Array<string>, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type BranchesQueryVariables = Exact<{
  id: string;
}>;


export type BranchesQuery = { generation: { branches: { edges: Array<{ node: { id: string, status: GenerationStatus, createdAt: string, recipe: { seed: number, class: { name: string } | null }, plan: Array<{ width: number, height: number }>, bestScale: { index: number, image: { url: string } } | null, animation: { url: string } | null } }> } } | null };

export type CancelGenerationMutationVariables = Exact<{
  id: string;
}>;


export type CancelGenerationMutation = { cancelGeneration:
    | { __typename: 'CancelGenerationSuccess', generation: { id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null } }
    | { __typename: 'NotFoundError', message: string }
   };

export type SearchClassesQueryVariables = Exact<{
  model: string;
  search: string;
  first: number;
}>;


export type SearchClassesQuery = { model: { classes: { totalCount: number, edges: Array<{ node: { index: number, name: string, synonyms: Array<string>, kind: ClassKind, thumbnail: string | null } }> } } | null };

export type InpaintImageMutationVariables = Exact<{
  input: InpaintImageInput;
}>;


export type InpaintImageMutation = { inpaintImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', suggestions: Array<string>, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type ExpandImageMutationVariables = Exact<{
  input: ExpandImageInput;
}>;


export type ExpandImageMutation = { expandImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', suggestions: Array<string>, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type RefineImageMutationVariables = Exact<{
  input: RefineImageInput;
}>;


export type RefineImageMutation = { refineImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', suggestions: Array<string>, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type GenerateImageMutationVariables = Exact<{
  input: GenerateImageInput;
}>;


export type GenerateImageMutation = { generateImage:
    | { __typename: 'GenerationsCreated', generations: Array<{ id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null }> }
    | { __typename: 'IdempotencyConflictError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', suggestions: Array<string>, message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'RateLimitedError', message: string }
   };

export type FindGenerationQueryVariables = Exact<{
  id: string;
}>;


export type FindGenerationQuery = { node:
    | { __typename: 'Generation', id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
        | { __typename: 'BranchEdit' }
        | { __typename: 'ExpandEdit' }
        | { __typename: 'InpaintEdit' }
        | { __typename: 'RefineEdit' }
       | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null }
    | { __typename: 'ImageClass' }
    | { __typename: 'Model' }
    | { __typename: 'Scale' }
   | null };

export type HistoryEntryFragment = { id: string, status: GenerationStatus, createdAt: string, recipe: { seed: number, class: { name: string } | null }, plan: Array<{ width: number, height: number }>, bestScale: { index: number, image: { url: string } } | null, animation: { url: string } | null };

export type HistoryQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type HistoryQuery = { generations: { edges: Array<{ node: { id: string, status: GenerationStatus, createdAt: string, recipe: { seed: number, class: { name: string } | null }, plan: Array<{ width: number, height: number }>, bestScale: { index: number, image: { url: string } } | null, animation: { url: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ModelPartsFragment = { name: string, title: string, description: string, stride: number, trainedSide: number, codebookSize: number, classCount: number, greedyRule: { maxSampledSide: number } | null, defaults: { schedule: string, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean } }, schedules: Array<{ name: string, steps: number, isDefault: boolean, scales: Array<{ width: number, height: number }> }> };

export type ModelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelsQuery = { models: Array<{ name: string, title: string, description: string, stride: number, trainedSide: number, codebookSize: number, classCount: number, greedyRule: { maxSampledSide: number } | null, defaults: { schedule: string, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean } }, schedules: Array<{ name: string, steps: number, isDefault: boolean, scales: Array<{ width: number, height: number }> }> }> };

export type ResumeGenerationMutationVariables = Exact<{
  id: string;
}>;


export type ResumeGenerationMutation = { resumeGeneration:
    | { __typename: 'GenerationStateError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'QueueFullError', message: string }
    | { __typename: 'ResumeGenerationSuccess', generation: { id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null } }
   };

export type WatchGenerationSubscriptionVariables = Exact<{
  id: string;
  after: number;
}>;


export type WatchGenerationSubscription = { generationProgress:
    | { __typename: 'GenerationFinished', revision: number, generation: { id: string, status: GenerationStatus, revision: number, operation: GenerationOperation, createdAt: string, startedAt: string | null, finishedAt: string | null, warnings: Array<string>, holdAtScale: number | null, acceptedScale: number | null, failure: { code: string, message: string } | null, recipe: { seed: number, imageIndex: number, modelName: string, class: { index: number, name: string } | null, guidance: { mode: GuidanceMode, scale: number }, sampling: { topK: number, topP: number, greedyRule: boolean }, schedule: Array<{ rows: number, columns: number }> }, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, workShare: number, forced: ScaleForcing }>, scales: Array<{ id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } }>, queue: { position: number, estimatedSeconds: number | null } | null, animation: { url: string } | null, edit:
          | { __typename: 'BranchEdit' }
          | { __typename: 'ExpandEdit' }
          | { __typename: 'InpaintEdit' }
          | { __typename: 'RefineEdit' }
         | null, parent: { scaleIndex: number, generation: { id: string, recipe: { class: { name: string } | null }, bestScale: { image: { url: string } } | null } } | null } }
    | { __typename: 'GenerationSnapshot', revision: number }
    | { __typename: 'ScaleFinished', revision: number, scale: { id: string, index: number, rows: number, columns: number, width: number, height: number, milliseconds: number, image: { url: string } } }
    | { __typename: 'StatusChanged', revision: number, status: GenerationStatus, at: string }
   };

export type EditDetailsQueryVariables = Exact<{
  id: string;
}>;


export type EditDetailsQuery = { generation: { edit:
      | { __typename: 'BranchEdit' }
      | { __typename: 'ExpandEdit', feather: number | null, scaledSource: { dataUri: string }, mapping: { sourceSize: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } } }
      | { __typename: 'InpaintEdit', fromScale: number, feather: number | null, scaledSource: { dataUri: string }, mapping: { sourceSize: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } }, mask: { dataUri: string } }
      | { __typename: 'RefineEdit', fidelity: number, scaledSource: { dataUri: string }, mapping: { sourceSize: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } } }
     | null, parent: { scaleIndex: number, generation: { scales: Array<{ id: string, index: number }> } } | null } | null };

type EditDetails_BranchEdit_Fragment = { __typename: 'BranchEdit' };

type EditDetails_ExpandEdit_Fragment = { __typename: 'ExpandEdit', feather: number | null, scaledSource: { dataUri: string }, mapping: { sourceSize: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } } };

type EditDetails_InpaintEdit_Fragment = { __typename: 'InpaintEdit', fromScale: number, feather: number | null, scaledSource: { dataUri: string }, mapping: { sourceSize: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } }, mask: { dataUri: string } };

type EditDetails_RefineEdit_Fragment = { __typename: 'RefineEdit', fidelity: number, scaledSource: { dataUri: string }, mapping: { sourceSize: { width: number, height: number }, source: { left: number, top: number, width: number, height: number }, crop: { left: number, top: number, width: number, height: number } } };

export type EditDetailsFragment =
  | EditDetails_BranchEdit_Fragment
  | EditDetails_ExpandEdit_Fragment
  | EditDetails_InpaintEdit_Fragment
  | EditDetails_RefineEdit_Fragment
;

export type EditSourceQueryVariables = Exact<{
  id: string;
}>;


export type EditSourceQuery = { generation: { edit:
      | { source: { dataUri: string } }
      | { source: { dataUri: string } }
      | { source: { dataUri: string } }
      | Record<PropertyKey, never>
     | null } | null };

export type StillFileQueryVariables = Exact<{
  scale: string;
  format: ImageFormat;
  maxEdge?: number | null | undefined;
}>;


export type StillFileQuery = { node:
    | { image: { url: string, width: number, height: number, byteLength: number } }
    | Record<PropertyKey, never>
   | null };

export type AnimationFileQueryVariables = Exact<{
  id: string;
  format: AnimationFormat;
  maxEdge?: number | null | undefined;
}>;


export type AnimationFileQuery = { generation: { animation: { url: string, width: number, height: number, byteLength: number } | null } | null };

export type ReadFileQueryVariables = Exact<{
  file: Blob | null;
}>;


export type ReadFileQuery = { requestPlan:
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RequestPlan', edit:
        | { __typename: 'BranchEdit' }
        | { __typename: 'ExpandEdit' }
        | { __typename: 'InpaintEdit' }
        | { __typename: 'RefineEdit', mapping: { sourceSize: { width: number, height: number } }, scaledSource: { dataUri: string } }
       | null }
   };

export type PlanEditQueryVariables = Exact<{
  input: RequestInput;
}>;


export type PlanEditQuery = { requestPlan:
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'ModelGoneError', message: string }
    | { __typename: 'ModelUnavailableError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RequestPlan', warnings: Array<string>, plan: Array<{ index: number, rows: number, columns: number, width: number, height: number, mask: { sampledCells: number, dataUri: string } }>, edit:
        | { notes: Array<string> }
        | { notes: Array<string> }
        | { notes: Array<string>, fidelity: number }
        | Record<PropertyKey, never>
       | null }
   };

export type SourceScalesQueryVariables = Exact<{
  generation: string;
}>;


export type SourceScalesQuery = { generation: { recipe: { class: { name: string } | null }, scales: Array<{ id: string, index: number, width: number, height: number, image: { url: string } }> } | null };

export type PlanGenerationQueryVariables = Exact<{
  input: RequestInput;
}>;


export type PlanGenerationQuery = { requestPlan:
    | { warnings: Array<string> }
    | Record<PropertyKey, never>
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ScalePartsFragmentDoc = new TypedDocumentString(`
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
    `, {"fragmentName":"ScaleParts"}) as unknown as TypedDocumentString<ScalePartsFragment, unknown>;
export const GenerationPartsFragmentDoc = new TypedDocumentString(`
    fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}`, {"fragmentName":"GenerationParts"}) as unknown as TypedDocumentString<GenerationPartsFragment, unknown>;
export const CreationFragmentDoc = new TypedDocumentString(`
    fragment Creation on CreateGenerationsResult {
  __typename
  ... on GenerationsCreated {
    generations {
      ...GenerationParts
    }
  }
  ... on NotFoundError {
    suggestions
  }
  ... on Error {
    message
  }
}
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`, {"fragmentName":"Creation"}) as unknown as TypedDocumentString<CreationFragment, unknown>;
export const HistoryEntryFragmentDoc = new TypedDocumentString(`
    fragment HistoryEntry on Generation {
  id
  status
  createdAt
  recipe {
    class {
      name
    }
    seed
  }
  plan {
    width
    height
  }
  bestScale {
    index
    image(maxEdge: 320) {
      url
    }
  }
  animation(maxEdge: 320) {
    url
  }
}
    `, {"fragmentName":"HistoryEntry"}) as unknown as TypedDocumentString<HistoryEntryFragment, unknown>;
export const ModelPartsFragmentDoc = new TypedDocumentString(`
    fragment ModelParts on Model {
  name
  title
  description
  stride
  trainedSide
  codebookSize
  classCount
  greedyRule {
    maxSampledSide
  }
  defaults {
    schedule
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
  }
  schedules {
    name
    steps
    isDefault
    scales {
      width
      height
    }
  }
}
    `, {"fragmentName":"ModelParts"}) as unknown as TypedDocumentString<ModelPartsFragment, unknown>;
export const EditDetailsFragmentDoc = new TypedDocumentString(`
    fragment EditDetails on Edit {
  __typename
  ... on PictureEdit {
    scaledSource {
      dataUri
    }
    mapping {
      sourceSize {
        width
        height
      }
      source {
        left
        top
        width
        height
      }
      crop {
        left
        top
        width
        height
      }
    }
  }
  ... on InpaintEdit {
    mask {
      dataUri
    }
    fromScale
    feather
  }
  ... on ExpandEdit {
    feather
  }
  ... on RefineEdit {
    fidelity
  }
}
    `, {"fragmentName":"EditDetails"}) as unknown as TypedDocumentString<EditDetailsFragment, unknown>;
export const AcceptGenerationDocument = new TypedDocumentString(`
    mutation AcceptGeneration($id: ID!, $scale: Int!) {
  acceptGeneration(input: {id: $id, scale: $scale}) {
    __typename
    ... on AcceptGenerationSuccess {
      generation {
        ...GenerationParts
      }
    }
    ... on Error {
      message
    }
  }
}
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<AcceptGenerationMutation, AcceptGenerationMutationVariables>;
export const BranchGenerationDocument = new TypedDocumentString(`
    mutation BranchGeneration($input: BranchGenerationInput!) {
  branchGeneration(input: $input) {
    ...Creation
  }
}
    fragment Creation on CreateGenerationsResult {
  __typename
  ... on GenerationsCreated {
    generations {
      ...GenerationParts
    }
  }
  ... on NotFoundError {
    suggestions
  }
  ... on Error {
    message
  }
}
fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<BranchGenerationMutation, BranchGenerationMutationVariables>;
export const BranchesDocument = new TypedDocumentString(`
    query Branches($id: ID!) {
  generation(id: $id) {
    branches(first: 12) {
      edges {
        node {
          ...HistoryEntry
        }
      }
    }
  }
}
    fragment HistoryEntry on Generation {
  id
  status
  createdAt
  recipe {
    class {
      name
    }
    seed
  }
  plan {
    width
    height
  }
  bestScale {
    index
    image(maxEdge: 320) {
      url
    }
  }
  animation(maxEdge: 320) {
    url
  }
}`) as unknown as TypedDocumentString<BranchesQuery, BranchesQueryVariables>;
export const CancelGenerationDocument = new TypedDocumentString(`
    mutation CancelGeneration($id: ID!) {
  cancelGeneration(input: {id: $id}) {
    __typename
    ... on CancelGenerationSuccess {
      generation {
        ...GenerationParts
      }
    }
    ... on Error {
      message
    }
  }
}
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<CancelGenerationMutation, CancelGenerationMutationVariables>;
export const SearchClassesDocument = new TypedDocumentString(`
    query SearchClasses($model: String!, $search: String!, $first: Int!) {
  model(name: $model) {
    classes(search: $search, first: $first) {
      totalCount
      edges {
        node {
          index
          name
          synonyms
          kind
          thumbnail
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchClassesQuery, SearchClassesQueryVariables>;
export const InpaintImageDocument = new TypedDocumentString(`
    mutation InpaintImage($input: InpaintImageInput!) {
  inpaintImage(input: $input) {
    ...Creation
  }
}
    fragment Creation on CreateGenerationsResult {
  __typename
  ... on GenerationsCreated {
    generations {
      ...GenerationParts
    }
  }
  ... on NotFoundError {
    suggestions
  }
  ... on Error {
    message
  }
}
fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<InpaintImageMutation, InpaintImageMutationVariables>;
export const ExpandImageDocument = new TypedDocumentString(`
    mutation ExpandImage($input: ExpandImageInput!) {
  expandImage(input: $input) {
    ...Creation
  }
}
    fragment Creation on CreateGenerationsResult {
  __typename
  ... on GenerationsCreated {
    generations {
      ...GenerationParts
    }
  }
  ... on NotFoundError {
    suggestions
  }
  ... on Error {
    message
  }
}
fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<ExpandImageMutation, ExpandImageMutationVariables>;
export const RefineImageDocument = new TypedDocumentString(`
    mutation RefineImage($input: RefineImageInput!) {
  refineImage(input: $input) {
    ...Creation
  }
}
    fragment Creation on CreateGenerationsResult {
  __typename
  ... on GenerationsCreated {
    generations {
      ...GenerationParts
    }
  }
  ... on NotFoundError {
    suggestions
  }
  ... on Error {
    message
  }
}
fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<RefineImageMutation, RefineImageMutationVariables>;
export const GenerateImageDocument = new TypedDocumentString(`
    mutation GenerateImage($input: GenerateImageInput!) {
  generateImage(input: $input) {
    ...Creation
  }
}
    fragment Creation on CreateGenerationsResult {
  __typename
  ... on GenerationsCreated {
    generations {
      ...GenerationParts
    }
  }
  ... on NotFoundError {
    suggestions
  }
  ... on Error {
    message
  }
}
fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<GenerateImageMutation, GenerateImageMutationVariables>;
export const FindGenerationDocument = new TypedDocumentString(`
    query FindGeneration($id: ID!) {
  node(id: $id) {
    __typename
    ...GenerationParts
  }
}
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<FindGenerationQuery, FindGenerationQueryVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($after: String) {
  generations(first: 24, after: $after) {
    edges {
      node {
        ...HistoryEntry
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment HistoryEntry on Generation {
  id
  status
  createdAt
  recipe {
    class {
      name
    }
    seed
  }
  plan {
    width
    height
  }
  bestScale {
    index
    image(maxEdge: 320) {
      url
    }
  }
  animation(maxEdge: 320) {
    url
  }
}`) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const ModelsDocument = new TypedDocumentString(`
    query Models {
  models {
    ...ModelParts
  }
}
    fragment ModelParts on Model {
  name
  title
  description
  stride
  trainedSide
  codebookSize
  classCount
  greedyRule {
    maxSampledSide
  }
  defaults {
    schedule
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
  }
  schedules {
    name
    steps
    isDefault
    scales {
      width
      height
    }
  }
}`) as unknown as TypedDocumentString<ModelsQuery, ModelsQueryVariables>;
export const ResumeGenerationDocument = new TypedDocumentString(`
    mutation ResumeGeneration($id: ID!) {
  resumeGeneration(input: {id: $id}) {
    __typename
    ... on ResumeGenerationSuccess {
      generation {
        ...GenerationParts
      }
    }
    ... on Error {
      message
    }
  }
}
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<ResumeGenerationMutation, ResumeGenerationMutationVariables>;
export const WatchGenerationDocument = new TypedDocumentString(`
    subscription WatchGeneration($id: ID!, $after: Int!) {
  generationProgress(id: $id, after: $after) {
    __typename
    ... on ProgressEvent {
      revision
    }
    ... on StatusChanged {
      status
      at
    }
    ... on ScaleFinished {
      scale {
        ...ScaleParts
      }
    }
    ... on GenerationFinished {
      generation {
        ...GenerationParts
      }
    }
  }
}
    fragment ScaleParts on Scale {
  id
  index
  rows
  columns
  width
  height
  milliseconds
  image {
    url
  }
}
fragment GenerationParts on Generation {
  id
  status
  revision
  operation
  createdAt
  startedAt
  finishedAt
  warnings
  failure {
    code
    message
  }
  recipe {
    class {
      index
      name
    }
    seed
    imageIndex
    guidance {
      mode
      scale
    }
    sampling {
      topK
      topP
      greedyRule
    }
    schedule {
      rows
      columns
    }
    modelName
  }
  plan {
    index
    rows
    columns
    width
    height
    workShare
    forced
  }
  scales {
    ...ScaleParts
  }
  holdAtScale
  acceptedScale
  queue {
    position
    estimatedSeconds
  }
  animation {
    url
  }
  edit {
    __typename
  }
  parent {
    scaleIndex
    generation {
      id
      recipe {
        class {
          name
        }
      }
      bestScale {
        image(maxEdge: 160) {
          url
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<WatchGenerationSubscription, WatchGenerationSubscriptionVariables>;
export const EditDetailsDocument = new TypedDocumentString(`
    query EditDetails($id: ID!) {
  generation(id: $id) {
    edit {
      ...EditDetails
    }
    parent {
      scaleIndex
      generation {
        scales {
          id
          index
        }
      }
    }
  }
}
    fragment EditDetails on Edit {
  __typename
  ... on PictureEdit {
    scaledSource {
      dataUri
    }
    mapping {
      sourceSize {
        width
        height
      }
      source {
        left
        top
        width
        height
      }
      crop {
        left
        top
        width
        height
      }
    }
  }
  ... on InpaintEdit {
    mask {
      dataUri
    }
    fromScale
    feather
  }
  ... on ExpandEdit {
    feather
  }
  ... on RefineEdit {
    fidelity
  }
}`) as unknown as TypedDocumentString<EditDetailsQuery, EditDetailsQueryVariables>;
export const EditSourceDocument = new TypedDocumentString(`
    query EditSource($id: ID!) {
  generation(id: $id) {
    edit {
      ... on PictureEdit {
        source {
          dataUri
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EditSourceQuery, EditSourceQueryVariables>;
export const StillFileDocument = new TypedDocumentString(`
    query StillFile($scale: ID!, $format: ImageFormat!, $maxEdge: Int) {
  node(id: $scale) {
    ... on Scale {
      image(format: $format, maxEdge: $maxEdge) {
        url
        width
        height
        byteLength
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StillFileQuery, StillFileQueryVariables>;
export const AnimationFileDocument = new TypedDocumentString(`
    query AnimationFile($id: ID!, $format: AnimationFormat!, $maxEdge: Int) {
  generation(id: $id) {
    animation(format: $format, maxEdge: $maxEdge) {
      url
      width
      height
      byteLength
    }
  }
}
    `) as unknown as TypedDocumentString<AnimationFileQuery, AnimationFileQueryVariables>;
export const ReadFileDocument = new TypedDocumentString(`
    query ReadFile($file: File!) {
  requestPlan(input: {refine: {source: {upload: $file}}}) {
    __typename
    ... on RequestPlan {
      edit {
        __typename
        ... on RefineEdit {
          mapping {
            sourceSize {
              width
              height
            }
          }
          scaledSource {
            dataUri
          }
        }
      }
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ReadFileQuery, ReadFileQueryVariables>;
export const PlanEditDocument = new TypedDocumentString(`
    query PlanEdit($input: RequestInput!) {
  requestPlan(input: $input) {
    __typename
    ... on RequestPlan {
      plan {
        index
        rows
        columns
        width
        height
        mask {
          sampledCells
          dataUri
        }
      }
      edit {
        ... on PictureEdit {
          notes
        }
        ... on RefineEdit {
          fidelity
        }
      }
      warnings
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PlanEditQuery, PlanEditQueryVariables>;
export const SourceScalesDocument = new TypedDocumentString(`
    query SourceScales($generation: ID!) {
  generation(id: $generation) {
    recipe {
      class {
        name
      }
    }
    scales {
      id
      index
      width
      height
      image(format: PNG) {
        url
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourceScalesQuery, SourceScalesQueryVariables>;
export const PlanGenerationDocument = new TypedDocumentString(`
    query PlanGeneration($input: RequestInput!) {
  requestPlan(input: $input) {
    ... on RequestPlan {
      warnings
    }
  }
}
    `) as unknown as TypedDocumentString<PlanGenerationQuery, PlanGenerationQueryVariables>;