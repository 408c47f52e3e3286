import type { Anchor } from '../images/canvas/canvas-mapping.ts';
import type { MaskPolarity } from '../images/canvas/mask-polarity.ts';
import type { GenerationId } from './generation.ts';

/** How big the picture is: exactly one of these; none means the operation's own default. */
export type CanvasRequest =
  | { readonly kind: 'default' }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  /** Width : height; the area is that of the model's trained side. */
  | { readonly kind: 'aspectRatio'; readonly width: number; readonly height: number };

/**
 * What every operation that makes pictures can be told, before it is checked. Field names are those of the API's
 * inputs, so that errors can name them. What is absent is the operation's default.
 */
export interface RecipeRequest {
  /** By name (or synonym), by index, or none. */
  readonly class?: { readonly name: string } | { readonly index: number } | null;
  readonly canvas: CanvasRequest;
  /** Number of scales, 6 .. 16; not with `schedule`. */
  readonly steps?: number;
  /** An explicit schedule (then `canvas` is 'default' and `steps` absent), or the name of a published one. */
  readonly schedule?: readonly { readonly rows: number; readonly columns: number }[] | string;
  readonly guidance?: { readonly mode?: 'ramp' | 'constant'; readonly scale?: number };
  readonly sampling?: { readonly topK?: number; readonly topP?: number; readonly greedyRule?: boolean };
  /** 0 .. 2^53 - 1; drawn at random when absent, and always returned. */
  readonly seed?: number;
  /** Index of the first picture in the seed's series. */
  readonly imageIndex?: number;
  /** Pictures wanted, 1 .. the server's limit. Each becomes a generation of its own. */
  readonly count?: number;
  /** Index of the scale after which each is held; never when absent. */
  readonly holdAtScale?: number;
  /** 1 .. 200 characters. */
  readonly idempotencyKey?: string;
}

/** Pictures from nothing but a recipe. */
export interface GenerateRequest extends RecipeRequest {
  readonly operation: 'GENERATE';
  /** Pack name; the server's default model when absent. */
  readonly model?: string;
}

/** Other continuations of a generation. What is absent is as in that generation, the seed excepted. */
export interface BranchRequest extends RecipeRequest {
  readonly operation: 'BRANCH';
  readonly parent: GenerationId;
  /** Index of the finest scale that is kept. */
  readonly scale: number;
}

/** A picture of somebody's, with the field of the API that it came in. */
export interface FileRequest {
  readonly field: 'upload' | 'dataUri';
  readonly bytes: Uint8Array;
}

/** A picture to start from: a file, or a scale that was made here, as it is shown. */
export type SourceRequest =
  | FileRequest
  | { readonly field: 'scale'; readonly generation: GenerationId; readonly scale: number };

/**
 * What all operations on a picture can be told. The picture's aspect ratio stays: `canvas` is what it has to fit in, or
 * with a schedule what it is padded to. The model is, when absent, the one that made the source, else the default one.
 */
interface PictureRequest extends RecipeRequest {
  readonly model?: string;
  readonly source: SourceRequest;
}

export interface CompositeRequest {
  /** Whether the source's own pixels are put back where nothing was edited; they are when absent. */
  readonly composite?: boolean;
  /** Width in pixels of the band in which both are blended, 0 .. 512; a token's side when absent. */
  readonly feather?: number;
}

/** Draws parts of a picture anew. */
export interface InpaintRequest extends PictureRequest, CompositeRequest {
  readonly operation: 'INPAINT';
  readonly mask: { readonly image: FileRequest; readonly polarity: MaskPolarity };
  /** Index of the first scale that may change; 0 when absent. */
  readonly fromScale?: number;
}

/** Pixels of the source that are added at each side. */
export interface SidesRequest {
  readonly left?: number;
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
}

/** Draws more around a picture. */
export interface ExpandRequest extends PictureRequest, CompositeRequest {
  readonly operation: 'EXPAND';
  readonly by:
    | { readonly kind: 'sides'; readonly sides: SidesRequest }
    /** As little as gives this ratio; the anchor says where the source stays. */
    | {
        readonly kind: 'aspectRatio';
        readonly width: number;
        readonly height: number;
        readonly anchor: Anchor;
      };
}

/** Makes a picture larger or cleaner. */
export interface RefineRequest extends PictureRequest {
  readonly operation: 'REFINE';
  /** Index of the finest scale that is taken from the source; the finest not larger than it when absent. */
  readonly fidelity?: number;
}

/** An operation on a picture. */
export type PictureEditRequest = InpaintRequest | ExpandRequest | RefineRequest;

/** Everything that makes pictures. */
export type GenerationRequest = GenerateRequest | PictureEditRequest | BranchRequest;
