export type Priority = 'HIGH' | 'NORMAL' | 'LOW';

/** A picture in progress between two scales. Costs are in the units of `flexvar/cost.ts`. */
export interface WaitingPicture {
  /** Unique within the process. */
  readonly id: number;
  /** Whose share of the device it uses: an owner, or a client's address. */
  readonly share: string;
  readonly priority: Priority;
  /** When it was accepted, in milliseconds of any clock; of two pictures of a share, the older one goes first. */
  readonly arrivedMs: number;
  /** When it must be complete, on the same clock. */
  readonly deadlineMs: number | null;
  /** Of its next scale alone, including the pass that rebuilds its cache, if necessary. Above zero. */
  readonly nextCost: number;
  /** Of all its unfinished scales, the next one included. */
  readonly leftCost: number;
  /** Of all its scales. */
  readonly totalCost: number;
  /** Whether its next scale is part of its first preview: the scales up to a few per cent of `totalCost`. */
  readonly isCoarse: boolean;
  /** Whether its KV cache is in memory. */
  readonly resident: boolean;
}
