import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import type { Grid } from '../../flexvar/grid.ts';
import type { Recipe } from '../../flexvar/recipe.ts';
import type { ModelDigest } from '../packs/pack-digest.ts';
import type { Hosted } from '../processes/hosted.ts';

/** One finished scale of a batch, or of a part of it: pictures too large for the memory together are computed in parts. */
export interface FinishedScale {
  /** Index in the schedule. */
  readonly index: number;
  readonly grid: Grid;
  /** Tokens of each picture that has this scale now, row-major; `null` for pictures dropped on the way or of another part. */
  readonly tokens: readonly (Uint16Array | null)[];
  /** Time the scale took, in milliseconds. */
  readonly milliseconds: number;
}

/** A batch of pictures to generate. All recipes share schedule, guidance and sampling. */
export interface GeneratorJob {
  readonly recipes: readonly Recipe[];
  /** Scales finished earlier, coarse to fine, by picture; they are not computed again. `null`: that picture has not got so far. */
  readonly finished: readonly (readonly (Uint16Array | null)[])[];
  /** What each scale takes from elsewhere, index = scale; `null`: all of it is sampled. Shared by all pictures. */
  readonly forced?: readonly (ForcedScale | null)[];
}

export interface GenerateOptions {
  /**
   * Asked for each picture at every scale boundary, and each second; a picture no longer wanted is dropped. When none that is
   * being computed is wanted, the scale is broken off after a second or two.
   */
  readonly wanted?: (picture: number) => boolean;
  /** Aborts the job as soon; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Recipes to tokens: the heavy part of a model, on one device. */
export interface Generator extends Hosted {
  /**
   * Yields each scale after `job.finished` as it finishes. A child process that dies is replaced and the job goes
   * on from the last finished scale; the consumer notices only the delay. So is one that hangs. Forced scales are yielded like
   * any others. Jobs run one after the other; the next scale is not held up by a slow consumer.
   */
  generate(job: GeneratorJob, options?: GenerateOptions): AsyncGenerator<FinishedScale, void>;
}

/** The generators of one device. */
export interface Generators {
  readonly device: string;
  /** Digests of the models that can be generated with. */
  readonly digests: readonly ModelDigest[];
  /** @param digest of the model. */
  of(digest: ModelDigest): Generator | undefined;
}
