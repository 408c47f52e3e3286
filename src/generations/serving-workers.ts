import type { ModelDigest } from '../inference/packs/pack-digest.ts';
/** The models served, as known to this process. */
export interface ServingWorkers {
  /** Number of processes currently serving a model. @param digest of the model. */
  count(digest: ModelDigest): number;
  /** Seconds since a model was last served; 0 while it is served, infinite if it never was. */
  unservedSeconds(digest: ModelDigest): number;
}
