import type { ModelDigest } from '../packs/pack-digest.ts';
import type { ResidenceState } from './resident.ts';

/** A part of a model in one process that serves it. */
export interface ServedPart {
  /** Name of the process: equal for all its parts; changes when it restarts. */
  readonly worker: string;
  readonly part: 'generator' | 'codec';
  readonly device: string;
  readonly state: ResidenceState;
}

/** Where models are loaded; loading and unloading on request. */
export interface Residences {
  /** In every process that serves the model. Information about other processes may be a few seconds old. */
  of(digest: ModelDigest): readonly ServedPart[];
  /** Whether any process serves it. */
  serves(digest: ModelDigest): boolean;
  /** Loads it in every process that serves it; resolves once they were notified. */
  load(digest: ModelDigest): Promise<void>;
  /** Unloads it in each of them as soon as it is idle there; resolves once they were notified. */
  unload(digest: ModelDigest): Promise<void>;
}
