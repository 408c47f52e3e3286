import type { TerminalStatus } from './generation.ts';

/**
 * Told of what happens to generations, for those who count and measure. Of all processes on a database the one that stored it
 * tells it, once, after it was stored.
 */
export interface GenerationsObserver {
  /** A worker took a run up that nobody had begun. @param waited seconds since it could have been. */
  begun(model: string, waited: number): void;
  /** A scale of some pictures was computed together and stored. */
  computed(
    model: string,
    device: string,
    scale: { readonly seconds: number; readonly pictures: number },
  ): void;
  /** A generation that nothing was there of has its first scale. @param seconds since it was accepted. */
  previewed(model: string, seconds: number): void;
  ended(model: string, status: TerminalStatus): void;
}

/** When nobody counts. */
export const unobserved: GenerationsObserver = {
  begun() {},
  computed() {},
  previewed() {},
  ended() {},
};
