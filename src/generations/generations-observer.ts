import type { TerminalStatus } from './generation.ts';

/**
 * Observes generations, for metrics. Each event is reported once: by the process that stored it, after storing it.
 */
export interface GenerationsObserver {
  /** A worker started a run for the first time. @param waited seconds since it was queued. */
  begun(model: string, waited: number): void;
  /** A scale was computed and stored, for one or more pictures. */
  computed(
    model: string,
    device: string,
    scale: { readonly seconds: number; readonly pictures: number },
  ): void;
  /** The first scale of a generation is finished. @param seconds since it was accepted. */
  previewed(model: string, seconds: number): void;
  ended(model: string, status: TerminalStatus): void;
}

/** Ignores everything. */
export const unobserved: GenerationsObserver = {
  begun() {},
  computed() {},
  previewed() {},
  ended() {},
};
