import type { Anchor } from '../images/canvas/canvas-mapping.ts';
import type { MaskPolarity } from '../images/canvas/mask-polarity.ts';
import type { GenerationId } from './generation.ts';

/** Size of the picture; `default` is the operation's own default. */
export type CanvasRequest =
  | { readonly kind: 'default' }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  /** Width : height, at the area of the model's trained side. */
  | { readonly kind: 'aspectRatio'; readonly width: number; readonly height: number };

/**
 * Options common to all operations that create pictures, before validation. Fields are named as in the API, so that
 * errors can name them. Absent fields take the operation's default.
 */
export interface RecipeRequest {
  /** By name or synonym, by index, or none. */
  readonly class?: { readonly name: string } | { readonly index: number } | null;
  readonly canvas: CanvasRequest;
  /** Number of scales, 6 .. 16; excludes `schedule`. */
  readonly steps?: number;
  /** An explicit schedule, or the name of a published one; `canvas` must be 'default' and `steps` absent. */
  readonly schedule?: readonly { readonly rows: number; readonly columns: number }[] | string;
  readonly guidance?: { readonly mode?: 'ramp' | 'constant'; readonly scale?: number };
  readonly sampling?: { readonly topK?: number; readonly topP?: number; readonly greedyRule?: boolean };
  /** 0 .. 2^53 - 1; random if absent, and always returned. */
  readonly seed?: number;
  /** Index of the first picture in the series of the seed. */
  readonly imageIndex?: number;
  /** Number of pictures, 1 .. the server's limit. Each becomes a generation of its own. */
  readonly count?: number;
  /** Index of the scale after which each picture is held; none if absent. */
  readonly holdAtScale?: number;
  /** 1 .. 200 characters. */
  readonly idempotencyKey?: string;
}

/** Pictures from a recipe alone. */
export interface GenerateRequest extends RecipeRequest {
  readonly operation: 'GENERATE';
  /** Pack name; defaults to the server's default model. */
  readonly model?: string;
}

/** New continuations of a generation. Absent fields are inherited from it, except the seed. */
export interface BranchRequest extends RecipeRequest {
  readonly operation: 'BRANCH';
  readonly parent: GenerationId;
  /** Index of the finest scale to keep. */
  readonly scale: number;
}

/** An uploaded picture and the API field it came in. */
export interface FileRequest {
  readonly field: 'upload' | 'dataUri';
  readonly bytes: Uint8Array;
}

/** A source: a file, or a scale made here, as shown. */
export type SourceRequest =
  | FileRequest
  | { readonly field: 'scale'; readonly generation: GenerationId; readonly scale: number };

/**
 * Options common to all operations on a picture. The aspect ratio is kept: the picture is fitted into `canvas` or, with
 * a schedule, padded to it. The model defaults to the one that made the source, otherwise to the default model.
 */
interface PictureRequest extends RecipeRequest {
  readonly model?: string;
  readonly source: SourceRequest;
}

export interface CompositeRequest {
  /** Whether to put the source's pixels back where nothing was edited; true by default. */
  readonly composite?: boolean;
  /** Width in pixels of the blended band, 0 .. 512; defaults to the side of a token. */
  readonly feather?: number;
}

/** Redraws parts of a picture. */
export interface InpaintRequest extends PictureRequest, CompositeRequest {
  readonly operation: 'INPAINT';
  readonly mask: { readonly image: FileRequest; readonly polarity: MaskPolarity };
  /** Index of the first scale that may change; defaults to 0. */
  readonly fromScale?: number;
}

/** Source pixels to add on each side. */
export interface SidesRequest {
  readonly left?: number;
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
}

/** Extends a picture beyond its edges. */
export interface ExpandRequest extends PictureRequest, CompositeRequest {
  readonly operation: 'EXPAND';
  readonly by:
    | { readonly kind: 'sides'; readonly sides: SidesRequest }
    /** The least growth that gives this ratio; the anchor says where the source stays. */
    | {
        readonly kind: 'aspectRatio';
        readonly width: number;
        readonly height: number;
        readonly anchor: Anchor;
      };
}

/** Enlarges or cleans up a picture. */
export interface RefineRequest extends PictureRequest {
  readonly operation: 'REFINE';
  /** Index of the finest scale taken from the source; defaults to the finest one no larger than the source. */
  readonly fidelity?: number;
}

/** An operation on a picture. */
export type PictureEditRequest = InpaintRequest | ExpandRequest | RefineRequest;

/** Any request that creates pictures. */
export type GenerationRequest = GenerateRequest | PictureEditRequest | BranchRequest;
