import type { ClassLabel, PackConfig } from './pack.ts';
import type { ModelDigest } from './pack-digest.ts';

/** The description of a model for clients and planning: all that is needed where nothing is computed. */
export interface ModelDescription {
  readonly config: PackConfig;
  /** In index order, without "no class". */
  readonly labels: readonly ClassLabel[];
  readonly digest: ModelDigest;
  /** Memory one picture may use in the generator process, beyond the weights. */
  readonly memoryBytes: number;
  /** The contact sheet of the model card, with every class in index order; absent if the pack has none. */
  readonly contactSheet?: () => Promise<Uint8Array>;
}

/** The available models. */
export interface Models {
  /** The model used by requests that name none; undefined while it is not served. */
  readonly default: ModelDescription | undefined;
  /** In display order, the default first. */
  list(): readonly ModelDescription[];
  find(name: string): ModelDescription | undefined;
  /** One of these, or a replaced one that can still be used. */
  findByDigest(digest: ModelDigest): ModelDescription | undefined;
}
