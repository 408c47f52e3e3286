import type { ClassLabel, PackConfig } from './pack.ts';
import type { ModelDigest } from './pack-digest.ts';

/** What clients and planning need to know of a model. It is all that is needed where nothing is computed. */
export interface ModelDescription {
  readonly config: PackConfig;
  /** In index order, without "no class". */
  readonly labels: readonly ClassLabel[];
  readonly digest: ModelDigest;
  /** What one picture may take of the memory of the generator's process, beyond the weights. */
  readonly memoryBytes: number;
  /** The picture of the model card that shows every class once, in index order; absent when the pack has none. */
  readonly contactSheet?: () => Promise<Uint8Array>;
}

/** The models that can be asked for. */
export interface Models {
  /** The one a request means that names none; undefined while nobody serves it. */
  readonly default: ModelDescription | undefined;
  /** In the order they are shown, the default first. */
  list(): readonly ModelDescription[];
  find(name: string): ModelDescription | undefined;
  /** One of these, or one that was replaced by another of its name and can still be used. */
  findByDigest(digest: ModelDigest): ModelDescription | undefined;
}
