import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import type { Grid } from '../../flexvar/grid.ts';
import type { Recipe } from '../../flexvar/recipe.ts';
import type { ModelDigest } from '../packs/pack-digest.ts';
import type { Hosted } from '../processes/hosted.ts';

/** One finished scale of a batch, or of a part of it: batches that exceed the memory budget are computed in parts. */
export interface FinishedScale {
  /** Index in the schedule. */
  readonly index: number;
  readonly grid: Grid;
  /** Tokens of each picture that now has this scale, row-major; `null` for dropped pictures and other parts. */
  readonly tokens: readonly (Uint16Array | null)[];
  /** Duration of the scale, in milliseconds. */
  readonly milliseconds: number;
}

/** A batch of pictures to generate. All recipes share schedule, guidance and sampling. */
export interface GeneratorJob {
  readonly recipes: readonly Recipe[];
  /**
   * Scales finished earlier, coarse to fine, then by picture; they are not recomputed. `null`: not finished for that
   * picture.
   */
  readonly finished: readonly (readonly (Uint16Array | null)[])[];
  /** Forced tokens by scale; `null`: the whole scale is sampled. Shared by all pictures. */
  readonly forced?: readonly (ForcedScale | null)[];
}

export interface GenerateOptions {
  /**
   * Called for each picture at every scale boundary and every second; unwanted pictures are dropped. If none being
   * computed is wanted, the scale is aborted after a second or two.
   */
  readonly wanted?: (picture: number) => boolean;
  /** Aborts the job equally soon; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Generates tokens from recipes: the heavy part of a model, on one device. */
export interface Generator extends Hosted {
  /**
   * Yields each scale after `job.finished` as it finishes. A child process that dies or hangs is replaced, and the job
   * resumes from the last finished scale; the consumer only notices the delay. Forced scales are yielded like any
   * others. Jobs run one after another; a slow consumer does not delay the next scale.
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
