import type { OwnerId } from '../access/viewer.ts';
import type { Forcing } from '../flexvar/forced-scale.ts';
import type { Grid } from '../flexvar/grid.ts';
import type { Recipe } from '../flexvar/recipe.ts';
import type { CanvasMapping } from '../images/canvas/canvas-mapping.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';

/** UUID v7 of a generation. */
export type GenerationId = string & { readonly brand: 'GenerationId' };
/** UUID v7 of a batch, the pictures of one request. */
export type BatchId = string & { readonly brand: 'BatchId' };
/** UUID v7 of a run: pictures of a batch that are computed together. Workers claim runs. */
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

/** Final statuses. */
export const terminalStatuses = ['SUCCEEDED', 'ACCEPTED', 'CANCELED', 'FAILED'] as const;
export type TerminalStatus = (typeof terminalStatuses)[number];

export function isTerminal(status: GenerationStatus): status is TerminalStatus {
  return (terminalStatuses as readonly string[]).includes(status);
}

/** The operation that created a generation. */
export const operations = ['GENERATE', 'INPAINT', 'EXPAND', 'REFINE', 'BRANCH'] as const;
export type Operation = (typeof operations)[number];

/** The scale of a generation that another one was made from. */
export interface Lineage {
  readonly generationId: GenerationId;
  readonly scaleIndex: number;
}

/**
 * How a generation uses a source picture. Scales before `fromScale` come wholly from the source. With a mask, later
 * scales keep the source outside the mask; without one, they are sampled.
 */
export interface PictureEdit {
  readonly operation: 'INPAINT' | 'EXPAND' | 'REFINE';
  /** Digest of the source in its canvas; see `StoredPicture`. */
  readonly source: string;
  /** Digest of the mask, which has the same size; null for none. */
  readonly mask: string | null;
  readonly mapping: CanvasMapping;
  readonly fromScale: number;
  /** Width in pixels of the band where source and result are blended; null if the source is not composited back. */
  readonly feather: number | null;
  /** Sentences about conversions of the source. */
  readonly notes: readonly string[];
}

/** A planned scale. */
export interface PlannedScale {
  readonly index: number;
  readonly grid: Grid;
  /** Size of the picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Share of the total work, 0 .. 1; the shares of a plan add up to 1. */
  readonly workShare: number;
  /** How much of the scale is forced instead of sampled. */
  readonly forced: Forcing;
  /** The mask of a partly forced scale; see `maskRows`. */
  readonly mask: readonly string[] | null;
}

/** Why a generation failed; `code` is stable, `message` is for people to read. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** One picture: its recipe, its plan and its progress. */
export interface Generation {
  readonly id: GenerationId;
  readonly owner: OwnerId;
  readonly batchId: BatchId;
  /** The run that computes it, or was the last to do so. */
  readonly runId: RunId;
  /** Name of the model pack. */
  readonly model: string;
  /** Digest of the pack; a changed pack never continues another pack's tokens. */
  readonly modelDigest: ModelDigest;
  readonly operation: Operation;
  /** The scale of another generation it was made from, if any. */
  readonly parent: Lineage | null;
  /** The edit it applies; a branch may keep that of its parent. */
  readonly edit: PictureEdit | null;
  readonly recipe: Recipe;
  readonly plan: readonly PlannedScale[];
  /** Advice from planning, such as about a size above twice the trained side. */
  readonly warnings: readonly string[];
  readonly status: GenerationStatus;
  /** Increases by one with every event; equals the `revision` of the last event. */
  readonly revision: number;
  /** Number of finished scales, always the first ones of the plan. */
  readonly scaleCount: number;
  /** Index of the scale after which it will be, or is, held; null for none. */
  readonly holdAtScale: number | null;
  /** Index of the accepted scale, at which it will end or has ended. */
  readonly acceptedScale: number | null;
  readonly failure: Failure | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Index of the best scale: the accepted one, otherwise the finest finished one; null before the first. */
export function bestScaleIndex({ scaleCount, acceptedScale }: Generation): number | null {
  if (scaleCount === 0) return null;
  return acceptedScale === null ? scaleCount - 1 : Math.min(acceptedScale, scaleCount - 1);
}

/** A finished scale as stored. Tokens are the state; pictures are a cache. */
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

/** A stored event of a generation; one per revision. */
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
 * An update for a subscriber: first a snapshot (unless it resumes after a revision), then events in order. Each carries
 * the generation as read with the event, at the event's revision or later.
 */
export type GenerationUpdate = ({ readonly type: 'SNAPSHOT' } | GenerationEvent) & {
  readonly generation: Generation;
};
