import type { ModelDigest } from '../packs/pack-digest.ts';
import type { ResidenceState } from './resident.ts';

/** A part of a model in one of the processes that serve it. */
export interface ServedPart {
  /** Which process: the same for all its parts, another one after it was started anew. */
  readonly worker: string;
  /** The generator makes tokens, the codec turns them into pixels and back. */
  readonly part: 'generator' | 'codec';
  readonly device: string;
  readonly state: ResidenceState;
}

/** Where models are loaded, and wishes about it. */
export interface Residences {
  /** In every process that serves the model, as far as is known here: of other processes some seconds ago. */
  of(digest: ModelDigest): readonly ServedPart[];
  /** Whether any process serves it now. */
  serves(digest: ModelDigest): boolean;
  /** Has every process that serves the model load it now; resolves when they were told. */
  load(digest: ModelDigest): Promise<void>;
  /** Has each of them unload it, as soon as nobody there uses it; resolves when they were told. */
  unload(digest: ModelDigest): Promise<void>;
}
