/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Where a picture stays while the canvas around it takes another shape. */
export type Anchor =
  /** Grows at both sides and at the top. */
  | 'BOTTOM'
  /** Grows at the right and at the top. */
  | 'BOTTOM_LEFT'
  /** Grows at the left and at the top. */
  | 'BOTTOM_RIGHT'
  /** Grows at all sides alike. */
  | 'CENTER'
  /** Grows at the right, and at top and bottom alike. */
  | 'LEFT'
  /** Grows at the left, and at top and bottom alike. */
  | 'RIGHT'
  /** Grows at both sides and at the bottom. */
  | 'TOP'
  /** Grows at the right and at the bottom. */
  | 'TOP_LEFT'
  /** Grows at the left and at the bottom. */
  | 'TOP_RIGHT';

/** File formats an animation can be had in. */
export type AnimationFormat =
  /** Several times larger, 256 colours; understood everywhere. */
  | 'GIF'
  /** Small, in full colour; understood by every browser. */
  | 'WEBP';

/** Width to height, such as 3 to 2, from 1:8 to 8:1. The area is about that of a square of `Model.trainedSide`. */
export type AspectRatioInput = {
  /** Second number of the ratio, above 0. */
  height: number;
  /** First number of the ratio, above 0. */
  width: number;
};

/** Another continuation of a generation. Only what should differ from that generation has to be given. */
export type BranchGenerationInput = {
  /** How large the picture is; the rest of the parent's schedule when left out. Of another schedule the grids are taken that are larger than the finest kept one, with neither side smaller: a larger canvas lets the picture grow. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. The class of the parent when left out. */
  class?: ClassSelector | null | undefined;
  /** Number of pictures that differ only in `imageIndex`, from 1 up to what the server allows; 1 when left out. */
  count?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`, for many drafts of which few are finished; any but the last. They run to the end when left out. */
  holdAtScale?: number | null | undefined;
  /** `Generation.id` of the parent, in whatever state that is; it goes on as before. The newest generation when left out (for trying things by hand). */
  id?: string | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. The same key with the same input gives the generations of the first request instead of new ones, so that a request may be repeated when no answer came. */
  idempotencyKey?: string | null | undefined;
  /** Which picture of the seed's series is the first, 0 to 2^31 - 1; that of the parent when left out. */
  imageIndex?: number | null | undefined;
  /** How tokens are drawn. */
  sampling?: SamplingInput | null | undefined;
  /** Index of the finest scale that is kept, one that is finished; those before it are kept, too. */
  scale: number;
  /** Where the random numbers start, 0 to 2^53 - 1. Drawn by the server, and returned, when left out. */
  seed?: number | null | undefined;
  /** Number of scales, 6 to 16: more steps are slower and usually better. Not together with `canvas.schedule` or `canvas.publishedSchedule`, which say it themselves. */
  steps?: number | null | undefined;
  /** Go on without a class, whatever the class of the parent; not together with `class`. */
  withoutClass?: boolean | null | undefined;
};

/** How large the picture is, in one of four ways. */
export type CanvasInput =
  {   /** A ratio at the area the model was trained at; rounded to whole tokens. */
  aspectRatio: AspectRatioInput; publishedSchedule?: never; schedule?: never; size?: never; }
  |  { aspectRatio?: never;   /** Name of one of `Model.schedules`. */
  publishedSchedule: string; schedule?: never; size?: never; }
  |  { aspectRatio?: never; publishedSchedule?: never;   /** Every scale in tokens, coarse to fine: each larger than the one before, with neither side smaller; the last is the picture. */
  schedule: Array<GridInput>; size?: never; }
  |  { aspectRatio?: never; publishedSchedule?: never; schedule?: never;   /** A size in pixels; the scales before it are chosen for it. */
  size: SizeInput; };

/** How much a class covers. */
export type ClassKind =
  /** Many kinds of objects, such as "mammals". */
  | 'GROUP'
  /** One kind of object, such as "fox". */
  | 'THING';

/** A class of a model, by name or by number. */
export type ClassSelector =
  {   /** Number of the class, from 0. */
  index: number; name?: never; }
  |  { index?: never;   /** Name or synonym of the class. Upper case, accents and hyphens make no difference. */
  name: string; };

/** A picture, and by how much its canvas grows. */
export type ExpandImageInput = {
  /** By how much it grows. */
  by: ExpansionInput;
  /** How large the picture is; the source's own size when left out, if the model does well at it, else the area the model was trained at. A size or ratio is what the picture has to fit in: it keeps its own aspect ratio. With a schedule the picture is padded while it is drawn, and cut back. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. Left out, nothing in particular. */
  class?: ClassSelector | null | undefined;
  /** Whether the source's own pixels are put back where nothing was edited; true when left out. The model's are close to them, but not equal. */
  composite?: boolean | null | undefined;
  /** Number of pictures that differ only in `imageIndex`, from 1 up to what the server allows; 1 when left out. */
  count?: number | null | undefined;
  /** Width in pixels of the band outside the mask in which the source and what was drawn are blended, 0 to 512; `Model.stride` when left out. Beyond it pixels are exactly those of the source. */
  feather?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`, for many drafts of which few are finished; any but the last. They run to the end when left out. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. The same key with the same input gives the generations of the first request instead of new ones, so that a request may be repeated when no answer came. */
  idempotencyKey?: string | null | undefined;
  /** Which picture of the seed's series is the first, 0 to 2^31 - 1; 0 when left out. */
  imageIndex?: number | null | undefined;
  /** Name of the model. When left out, the one that made the source if it is a scale, else the default model. */
  model?: string | null | undefined;
  /** How tokens are drawn. */
  sampling?: SamplingInput | null | undefined;
  /** Where the random numbers start, 0 to 2^53 - 1. Drawn by the server, and returned, when left out. */
  seed?: number | null | undefined;
  /** The picture to start from. */
  source: SourceInput;
  /** Number of scales, 6 to 16: more steps are slower and usually better. Not together with `canvas.schedule` or `canvas.publishedSchedule`, which say it themselves. */
  steps?: number | null | undefined;
};

/** The aspect ratio that a picture is to have, from 1:8 to 8:1. It grows in one direction, and never shrinks. */
export type ExpandToRatioInput = {
  /** Where the picture stays. */
  anchor?: Anchor;
  /** Second number of the ratio, above 0. */
  height: number;
  /** First number of the ratio, above 0. */
  width: number;
};

/** By how much a picture grows, in one of two ways. It may be from 1:8 to 8:1 then. */
export type ExpansionInput =
  {   /** To an aspect ratio. */
  aspectRatio: ExpandToRatioInput; sides?: never; }
  |  { aspectRatio?: never;   /** By pixels at each side. */
  sides: SidesInput; };

/** A request for pictures. Only what should differ from `Model.defaults` has to be given. */
export type GenerateImageInput = {
  /** How large the picture is; the model's default schedule when left out. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. Left out, the model draws anything it has learned. */
  class?: ClassSelector | null | undefined;
  /** Number of pictures that differ only in `imageIndex`, from 1 up to what the server allows; 1 when left out. */
  count?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`, for many drafts of which few are finished; any but the last. They run to the end when left out. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. The same key with the same input gives the generations of the first request instead of new ones, so that a request may be repeated when no answer came. */
  idempotencyKey?: string | null | undefined;
  /** Which picture of the seed's series is the first, 0 to 2^31 - 1; 0 when left out. */
  imageIndex?: number | null | undefined;
  /** Name of the model; the default model of the server when left out. */
  model?: string | null | undefined;
  /** How tokens are drawn. */
  sampling?: SamplingInput | null | undefined;
  /** Where the random numbers start, 0 to 2^53 - 1. Drawn by the server, and returned, when left out. */
  seed?: number | null | undefined;
  /** Number of scales, 6 to 16: more steps are slower and usually better. Not together with `canvas.schedule` or `canvas.publishedSchedule`, which say it themselves. */
  steps?: number | null | undefined;
};

/** How a generation came about. */
export type GenerationOperation =
  /** `branchGeneration`: another generation was continued otherwise. */
  | 'BRANCH'
  /** `expandImage`: a picture got a larger canvas. */
  | 'EXPAND'
  /** `generateImage`: from a recipe alone. */
  | 'GENERATE'
  /** `inpaintImage`: parts of a picture were drawn anew. */
  | 'INPAINT'
  /** `refineImage`: a picture was made larger or cleaner. */
  | 'REFINE';

/** How far a generation is. After SUCCEEDED, ACCEPTED, CANCELED and FAILED nothing changes any more. */
export type GenerationStatus =
  /** Ended at the scale that was accepted, see `acceptedScale`. */
  | 'ACCEPTED'
  /** Stopped on request. The scales finished before remain. */
  | 'CANCELED'
  /** Asked to stop; will stop when the scale under way is finished. */
  | 'CANCELING'
  /** Stopped by an error, see `failure`. The scales finished before remain. */
  | 'FAILED'
  /** Waits after `holdAtScale`, until it is resumed, accepted or canceled. */
  | 'HELD'
  /** Stored; waits for its turn. */
  | 'QUEUED'
  /** Its scales are being computed. */
  | 'RUNNING'
  /** Every planned scale is there. */
  | 'SUCCEEDED';

/** The size of a scale in tokens. A picture has `Model.stride` pixels per token side. */
export type GridInput = {
  /** Tokens from left to right, 1 or more. */
  columns: number;
  /** Tokens from top to bottom, 1 or more. */
  rows: number;
};

/** How strongly the class steers the picture. What is left out is taken from `Model.defaults`, in a branch from the parent. */
export type GuidanceInput = {
  /** How the strength goes along the scales. */
  mode?: GuidanceMode | null | undefined;
  /** The strength, 0 to 20. Higher is truer to the class and less varied. Means nothing without a class. */
  scale?: number | null | undefined;
};

/** How the strength of guidance goes along the scales. */
export type GuidanceMode =
  /** The same at every scale, so that a picture does not depend on how many scales follow. */
  | 'CONSTANT'
  /** Weak at the coarse scales, growing to the given strength: more variety. As the paper evaluates. */
  | 'RAMP';

/** File formats a picture can be had in. */
export type ImageFormat =
  /** Smallest, slowest to make; lossless where the longest side is under 128 px. */
  | 'AVIF'
  /** Always lossy; understood everywhere. */
  | 'JPEG'
  /** Always lossless; understood everywhere. */
  | 'PNG'
  /** Small; lossless where the longest side is under 128 px. */
  | 'WEBP';

/** A picture, and where it is to be drawn anew. */
export type InpaintImageInput = {
  /** How large the picture is; the source's own size when left out, if the model does well at it, else the area the model was trained at. A size or ratio is what the picture has to fit in: it keeps its own aspect ratio. With a schedule the picture is padded while it is drawn, and cut back. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. Left out, nothing in particular. */
  class?: ClassSelector | null | undefined;
  /** Whether the source's own pixels are put back where nothing was edited; true when left out. The model's are close to them, but not equal. */
  composite?: boolean | null | undefined;
  /** Number of pictures that differ only in `imageIndex`, from 1 up to what the server allows; 1 when left out. */
  count?: number | null | undefined;
  /** Width in pixels of the band outside the mask in which the source and what was drawn are blended, 0 to 512; `Model.stride` when left out. Beyond it pixels are exactly those of the source. */
  feather?: number | null | undefined;
  /** Index of the first scale that may change; 0 when left out. Coarser scales are taken from the source, also under the mask: the later the first, the more of what was there shows through. */
  fromScale?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`, for many drafts of which few are finished; any but the last. They run to the end when left out. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. The same key with the same input gives the generations of the first request instead of new ones, so that a request may be repeated when no answer came. */
  idempotencyKey?: string | null | undefined;
  /** Which picture of the seed's series is the first, 0 to 2^31 - 1; 0 when left out. */
  imageIndex?: number | null | undefined;
  /** Where it is drawn anew. A mask of the outside is out-painting. */
  mask: MaskInput;
  /** Name of the model. When left out, the one that made the source if it is a scale, else the default model. */
  model?: string | null | undefined;
  /** How tokens are drawn. */
  sampling?: SamplingInput | null | undefined;
  /** Where the random numbers start, 0 to 2^53 - 1. Drawn by the server, and returned, when left out. */
  seed?: number | null | undefined;
  /** The picture to start from. */
  source: SourceInput;
  /** Number of scales, 6 to 16: more steps are slower and usually better. Not together with `canvas.schedule` or `canvas.publishedSchedule`, which say it themselves. */
  steps?: number | null | undefined;
};

/** The picture of a mask, in one of two ways. */
export type MaskImageInput =
  {   /** The same as text: `data:image/png;base64,...`, up to 8 MiB. */
  dataUri: string; upload?: never; }
  |  { dataUri?: never;   /** A file that is sent along. JPEG, PNG, WebP, GIF, AVIF or TIFF, decided by its content; up to 50 megapixels, or 16 where a file can only be decoded as a whole (WebP, GIF, interlaced PNG, progressive JPEG), or 12.5 of AVIF; up to 32768 pixels a side. Of several frames the first is used. It is turned upright as its EXIF orientation says. */
  upload: Blob | null; };

/** Where a picture is edited. A mask of another size than the source is stretched over it; of another aspect ratio, a warning says so. A mask of 0 and 1 is read as one of black and white; a warning says that, too, and when all or nothing is marked. */
export type MaskInput = {
  /** The picture of the mask. */
  image: MaskImageInput;
  /** Which parts of it are edited. */
  polarity: MaskPolarity;
};

/** Which parts of a mask are to be edited. There is no default: programs that make masks do not agree. Greys, and partly transparent pixels, are in between: a soft edge. */
export type MaskPolarity =
  /** What is dark is edited; what is light or transparent stays. */
  | 'BLACK_IS_EDIT'
  /** What is not transparent is edited; needs an alpha channel. */
  | 'OPAQUE_IS_EDIT'
  /** What is transparent is edited; needs an alpha channel. */
  | 'TRANSPARENT_IS_EDIT'
  /** What is light is edited; what is dark or transparent stays. */
  | 'WHITE_IS_EDIT';

/** A picture that is small or poor. */
export type RefineImageInput = {
  /** How large the picture is; at least the area the model was trained at when left out. A size or ratio is what the picture has to fit in: it keeps its own aspect ratio. With a schedule the picture is padded while it is drawn, and cut back. */
  canvas?: CanvasInput | null | undefined;
  /** What to draw. Left out, nothing in particular. */
  class?: ClassSelector | null | undefined;
  /** Number of pictures that differ only in `imageIndex`, from 1 up to what the server allows; 1 when left out. */
  count?: number | null | undefined;
  /** Index of the finest scale that is taken from the source; finer ones are drawn. When left out, the finest whose picture is not larger than the source. The plan says how large the picture of each scale is. */
  fidelity?: number | null | undefined;
  /** How strongly the class steers the picture. */
  guidance?: GuidanceInput | null | undefined;
  /** Index of the scale after which the pictures are held until `resumeGeneration`, for many drafts of which few are finished; any but the last. They run to the end when left out. */
  holdAtScale?: number | null | undefined;
  /** Any text of 1 to 200 characters, without NUL. The same key with the same input gives the generations of the first request instead of new ones, so that a request may be repeated when no answer came. */
  idempotencyKey?: string | null | undefined;
  /** Which picture of the seed's series is the first, 0 to 2^31 - 1; 0 when left out. */
  imageIndex?: number | null | undefined;
  /** Name of the model. When left out, the one that made the source if it is a scale, else the default model. */
  model?: string | null | undefined;
  /** How tokens are drawn. */
  sampling?: SamplingInput | null | undefined;
  /** Where the random numbers start, 0 to 2^53 - 1. Drawn by the server, and returned, when left out. */
  seed?: number | null | undefined;
  /** The picture to start from. */
  source: SourceInput;
  /** Number of scales, 6 to 16: more steps are slower and usually better. Not together with `canvas.schedule` or `canvas.publishedSchedule`, which say it themselves. */
  steps?: number | null | undefined;
};

/** What one of the mutations would be given. */
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

/** How a token is drawn from what the model thinks likely: top-k first, then top-p. What is left out is taken from `Model.defaults`, in a branch from the parent. */
export type SamplingInput = {
  /** Whether the model's greedy rule applies (`Model.greedyRule`); true when left out. Means nothing for a model that has none. */
  greedyRule?: boolean | null | undefined;
  /** Number of likeliest tokens that may be drawn: 1 (always the likeliest) to `Model.codebookSize`; 0 allows all. */
  topK?: number | null | undefined;
  /** Share of the probability that may be drawn from, above 0 and up to 1, likeliest tokens first. */
  topP?: number | null | undefined;
};

/** How much of a scale is taken from elsewhere: from a picture that is edited, or a parent that is branched. */
export type ScaleForcing =
  /** Nothing: all of it is sampled. */
  | 'NONE'
  /** The cells outside a mask. */
  | 'PARTLY'
  /** All of it: nothing is sampled. */
  | 'WHOLLY';

/** Pixels of the source that are added at each side, 0 to 16384; 0 where left out. */
export type SidesInput = {
  /** Pixels added at the bottom. */
  bottom?: number | null | undefined;
  /** Pixels added at the left. */
  left?: number | null | undefined;
  /** Pixels added at the right. */
  right?: number | null | undefined;
  /** Pixels added at the top. */
  top?: number | null | undefined;
};

/** A size in pixels, up to four times `Model.trainedSide`. Sides that are no multiples of `Model.stride` are rounded to the nearest one; a warning of the generation says so. */
export type SizeInput = {
  /** Height in pixels, `Model.stride` or more. */
  height: number;
  /** Width in pixels, `Model.stride` or more. */
  width: number;
};

/** The picture to start from, in one of three ways. */
export type SourceInput =
  {   /** The same as text: `data:image/png;base64,...`, for pictures of up to 8 MiB. Other addresses are not fetched. */
  dataUri: string; scale?: never; upload?: never; }
  |  { dataUri?: never;   /** `Scale.id` of a finished scale of any generation: its picture as it is shown. Without `model`, the model that made it is used. */
  scale: string; upload?: never; }
  |  { dataUri?: never; scale?: never;   /** A file that is sent along. JPEG, PNG, WebP, GIF, AVIF or TIFF, decided by its content; up to 50 megapixels, or 16 where a file can only be decoded as a whole (WebP, GIF, interlaced PNG, progressive JPEG), or 12.5 of AVIF; up to 32768 pixels a side. Of several frames the first is used. It is turned upright as its EXIF orientation says. Colours are converted to sRGB with 8 bits; transparent parts become white. Floating-point numbers are read as going from 0 to 1 or from 0 to 255, as they do. The notes of the edit say what was converted. */
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

export type CreationFragment =
  | Creation_GenerationsCreated_Fragment
  | Creation_IdempotencyConflictError_Fragment
  | Creation_InvalidInputError_Fragment
  | Creation_ModelGoneError_Fragment
  | Creation_ModelUnavailableError_Fragment
  | Creation_NotFoundError_Fragment
  | Creation_QueueFullError_Fragment
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