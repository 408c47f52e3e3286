import type { ModelDigest } from '../inference/packs/pack-digest.ts';
/** Which models are served, as far as this process knows. */
export interface ServingWorkers {
  /** Processes that serve a model now. @param digest of the model. */
  count(digest: ModelDigest): number;
  /** Seconds for which nobody has served a model; 0 while somebody does, infinite when nobody is known to have. */
  unservedSeconds(digest: ModelDigest): number;
}
