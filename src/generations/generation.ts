import type { OwnerId } from '../access/viewer.ts';
import type { Forcing } from '../flexvar/forced-scale.ts';
import type { Grid } from '../flexvar/grid.ts';
import type { Recipe } from '../flexvar/recipe.ts';
import type { CanvasMapping } from '../images/canvas/canvas-mapping.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';

/** UUID v7 of a generation. */
export type GenerationId = string & { readonly brand: 'GenerationId' };
/** UUID v7 of a batch: the pictures of one request. */
export type BatchId = string & { readonly brand: 'BatchId' };
/** UUID v7 of a run: what a worker claims, pictures of a batch that are computed together. */
export type RunId = string & { readonly brand: 'RunId' };

export const generationStatuses = [
  'QUEUED',
  'RUNNING',
  'HELD',
  'CANCELING',
  'SUCCEEDED',
  'ACCEPTED',
  'CANCELED',
  'FAILED',
] as const;
export type GenerationStatus = (typeof generationStatuses)[number];

/** After these nothing changes any more. */
export const terminalStatuses = ['SUCCEEDED', 'ACCEPTED', 'CANCELED', 'FAILED'] as const;
export type TerminalStatus = (typeof terminalStatuses)[number];

export function isTerminal(status: GenerationStatus): status is TerminalStatus {
  return (terminalStatuses as readonly string[]).includes(status);
}

/** How a generation came about. */
export const operations = ['GENERATE', 'INPAINT', 'EXPAND', 'REFINE', 'BRANCH'] as const;
export type Operation = (typeof operations)[number];

/** A scale of a generation, from which another one was made. */
export interface Lineage {
  readonly generationId: GenerationId;
  readonly scaleIndex: number;
}

/**
 * How a generation takes a picture over. Scales before `fromScale` are wholly the source's. With a mask, the later ones
 * are what is outside of it; without, they are sampled.
 */
export interface PictureEdit {
  readonly operation: 'INPAINT' | 'EXPAND' | 'REFINE';
  /** Digest of the source in its canvas; see `StoredPicture`. */
  readonly source: string;
  /** Digest of the mask, of the same size; null: none. */
  readonly mask: string | null;
  readonly mapping: CanvasMapping;
  readonly fromScale: number;
  /** Width in pixels of the band in which source and generated picture are blended; null: the source is not put back. */
  readonly feather: number | null;
  /** Sentences about what of the source was not taken over as it is. */
  readonly notes: readonly string[];
}

/** A scale that will come. */
export interface PlannedScale {
  readonly index: number;
  readonly grid: Grid;
  /** Size of its picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Share of the generation's whole work, 0 .. 1; the shares of a plan add up to 1. */
  readonly workShare: number;
  /** How much of it is taken from elsewhere instead of sampled. */
  readonly forced: Forcing;
  /** The mask of a partly forced scale, see `maskRows`. */
  readonly mask: readonly string[] | null;
}

/** Why a generation failed; `code` is stable, `message` is for people. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** One picture in the making: its recipe, its plan and how far it is. */
export interface Generation {
  readonly id: GenerationId;
  readonly owner: OwnerId;
  readonly batchId: BatchId;
  /** The run that computes it, or did last. */
  readonly runId: RunId;
  /** Name of the model pack. */
  readonly model: string;
  /** Digest of the pack, so that a changed pack never continues another's tokens. */
  readonly modelDigest: ModelDigest;
  readonly operation: Operation;
  /** What it was made from, if that is a scale of another one. */
  readonly parent: Lineage | null;
  /** The picture it takes over; that of its parent when a branch keeps the parent's. */
  readonly edit: PictureEdit | null;
  readonly recipe: Recipe;
  readonly plan: readonly PlannedScale[];
  /** Advice that came with the plan, such as a size above twice the trained side. */
  readonly warnings: readonly string[];
  readonly status: GenerationStatus;
  /** Grows by one with every event; the `revision` of the last event. */
  readonly revision: number;
  /** Number of finished scales; they are always the first ones of the plan. */
  readonly scaleCount: number;
  /** Index of the scale after which it is held, also while it is; null: it is not to be held. */
  readonly holdAtScale: number | null;
  /** Index of the scale that was accepted: it ends there, or ended. */
  readonly acceptedScale: number | null;
  readonly failure: Failure | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Index of the scale that is the picture: the accepted one, else the finest that is finished; null before the first. */
export function bestScaleIndex({ scaleCount, acceptedScale }: Generation): number | null {
  if (scaleCount === 0) return null;
  return acceptedScale === null ? scaleCount - 1 : Math.min(acceptedScale, scaleCount - 1);
}

/** A finished scale as stored: the tokens are the state, pictures are a cache. */
export interface StoredScale {
  readonly generationId: GenerationId;
  readonly index: number;
  readonly grid: Grid;
  /** Row-major. */
  readonly tokens: Uint16Array;
  /** sha256 of model digest, grid and tokens (hex): equal digests decode to equal pictures. */
  readonly digest: string;
  /** Engine time in milliseconds. */
  readonly milliseconds: number;
  readonly finishedAt: Date;
}

/** What happened to a generation, as stored, one per revision. */
export type GenerationEvent =
  | {
      readonly type: 'STATUS_CHANGED';
      readonly revision: number;
      readonly at: Date;
      readonly status: GenerationStatus;
    }
  | {
      readonly type: 'SCALE_FINISHED';
      readonly revision: number;
      readonly at: Date;
      readonly scaleIndex: number;
    }
  /** Always the last event. */
  | {
      readonly type: 'FINISHED';
      readonly revision: number;
      readonly at: Date;
      readonly status: TerminalStatus;
    };

/**
 * What a subscriber receives: a snapshot first (unless it resumes after a revision), then events in order, each with the
 * generation as it was when the event was read: at the event's revision or a later one.
 */
export type GenerationUpdate = ({ readonly type: 'SNAPSHOT' } | GenerationEvent) & {
  readonly generation: Generation;
};
