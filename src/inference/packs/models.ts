import type { Engine } from '../engine.ts';
import type { ClassLabel, PackConfig } from './pack.ts';

/** A model pack that was loaded and checked, with the engine that runs it. */
export interface LoadedModel {
  readonly config: PackConfig;
  /** In index order, without "no class". */
  readonly labels: readonly ClassLabel[];
  /** sha256 of the pack (hex): another digest may give other tokens for the same recipe. */
  readonly digest: string;
  readonly engine: Engine;
  /** What one picture may take of the memory of the transformer's process, beyond the weights. */
  readonly memoryBytes: number;
  /** File of the model card that shows every class once, in index order; absent when the pack has none. */
  readonly contactSheet?: string;
}

/** The models this server offers. */
export interface Models {
  /** The one a request means that names none. */
  readonly default: LoadedModel;
  /** In the order they are shown, the default first. */
  list(): readonly LoadedModel[];
  find(name: string): LoadedModel | undefined;
}
