import type { ForcedScale } from '../flexvar/forced-scale.ts';
import type { Grid } from '../flexvar/grid.ts';
import type { Recipe } from '../flexvar/recipe.ts';
import type { RgbImage } from './codec/rgb-image.ts';

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
export interface EngineJob {
  readonly recipes: readonly Recipe[];
  /** Scales finished earlier, coarse to fine, by picture; they are not computed again. `null`: that picture has not got so far. */
  readonly finished: readonly (readonly (Uint16Array | null)[])[];
  /** What each scale takes from elsewhere, index = scale; `null`: all of it is sampled. Shared by all pictures. */
  readonly forced?: readonly (ForcedScale | null)[];
}

/** A model pack that is loaded and running in child processes. */
export interface Engine {
  /**
   * Yields each scale after `job.finished` as it finishes. A child process that dies is replaced and the run goes
   * on from the last finished scale; the consumer notices only the delay. So is one that hangs. Forced scales are yielded like
   * any others. Batches run one after the other; the next scale is not held up by a slow consumer.
   * @param wanted asked for each picture at every scale boundary, and each second; a picture no longer wanted is dropped. When
   *   none that is being computed is wanted, the scale is broken off after a second or two.
   * @param signal aborts the run as soon (the iterator then throws the signal's reason).
   */
  generate(
    job: EngineJob,
    options?: { wanted?: (picture: number) => boolean; signal?: AbortSignal },
  ): AsyncGenerator<FinishedScale, void>;
  /** Decodes one grid in a process of its own, so that the token loop never waits for it. */
  decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage>;
  /**
   * Encodes an image, whose sides are multiples of the token stride, to the tokens of each grid.
   * @throws RangeError when they are not.
   */
  encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]>;
  /** Process ids of the child processes at work: for metrics. */
  readonly processIds: readonly number[];
  /** `false` while a child process cannot be started; what is asked of one that is starting or being replaced waits for it. */
  readonly ready: boolean;
  close(): Promise<void>;
}
