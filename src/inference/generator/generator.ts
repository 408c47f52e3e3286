import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import type { Grid } from '../../flexvar/grid.ts';
import type { Recipe } from '../../flexvar/recipe.ts';
import type { WaitingPicture } from '../../policy/waiting-picture.ts';
import type { ModelDigest } from '../packs/pack-digest.ts';
import type { Hosted } from '../processes/hosted.ts';

/** One finished scale of a job, for the pictures that got it in the same pass. */
export interface FinishedScale {
  /** Index in the schedule. */
  readonly index: number;
  readonly grid: Grid;
  /** Tokens of each picture that now has this scale, row-major; `null` for the others. */
  readonly tokens: readonly (Uint16Array | null)[];
  /** These pictures' part of the time of the pass, in milliseconds. */
  readonly milliseconds: number;
}

/** Pictures to generate. All recipes share a schedule. */
export interface GeneratorJob {
  readonly recipes: readonly Recipe[];
  /**
   * Scales finished earlier, coarse to fine, then by picture; they are not recomputed. `null`: not finished for that
   * picture.
   */
  readonly finished: readonly (readonly (Uint16Array | null)[])[];
  /** Forced tokens by scale; `null`: the whole scale is sampled. Shared by all pictures. */
  readonly forced?: readonly (ForcedScale | null)[];
  /** @default of normal priority, in a share of the device common to all jobs without terms */
  readonly terms?: JobTerms;
}

/** What decides when a job is computed. Times are as by `Date.now()`. */
export type JobTerms = Pick<WaitingPicture, 'share' | 'priority' | 'arrivedMs' | 'deadlineMs'>;

export interface GenerateOptions {
  /** Called once, when the first pass with a picture of the job begins. */
  readonly began?: () => void;
  /**
   * Called for each picture after every pass and every second; unwanted pictures are dropped. If none in a pass is
   * wanted, it is aborted after a second or two.
   */
  readonly wanted?: (picture: number) => boolean;
  /** Ends the job after the pass in progress, whose scales are yielded. */
  readonly draining?: AbortSignal;
  /** Aborts the job equally soon; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Generates tokens from recipes: the heavy part of a model, on one device. */
export interface Generator extends Hosted {
  /**
   * Yields each scale after `job.finished` as it finishes. A child process that dies or hangs is replaced, and the job
   * resumes from the last finished scale; the consumer only notices the delay. Forced scales are yielded like any
   * others. Jobs run concurrently, and their pictures share passes; no token depends on that. A slow consumer does not
   * delay the next scale.
   */
  generate(job: GeneratorJob, options?: GenerateOptions): AsyncGenerator<FinishedScale, void>;
}

/** The generators of one device. */
export interface Generators {
  readonly device: string;
  /** Digests of the available models. */
  readonly digests: readonly ModelDigest[];
  /** @param digest of the model. */
  of(digest: ModelDigest): Generator | undefined;
}
