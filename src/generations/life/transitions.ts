import type { GenerationStatus } from '../generation.ts';

/**
 * All transitions of a generation: by command, then by current status, to the new status. Anything not in the table is
 * impossible. Events follow from it: one for a finished scale, then one for a new status.
 */
export const transitions = {
  // Commands of workers.
  /** Takes over its run. */
  begin: { QUEUED: 'RUNNING', RUNNING: 'RUNNING', CANCELING: 'CANCELED' },
  /** Finishes a scale and continues. */
  advance: { RUNNING: 'RUNNING', CANCELING: 'CANCELED' },
  /** Finishes the scale after which it is held. */
  pause: { RUNNING: 'HELD', CANCELING: 'CANCELED' },
  /** Finishes a scale accepted in advance. */
  arrive: { RUNNING: 'ACCEPTED', CANCELING: 'CANCELED' },
  /** Finishes the last scale. */
  complete: { RUNNING: 'SUCCEEDED', CANCELING: 'CANCELED' },
  /** Fails. */
  fail: { RUNNING: 'FAILED', CANCELING: 'CANCELED' },
  /** Stops a canceled generation between two scales. */
  stop: { CANCELING: 'CANCELED' },
  // Commands of clients.
  cancel: { QUEUED: 'CANCELED', HELD: 'CANCELED', RUNNING: 'CANCELING' },
  /** Accepts a finished scale. */
  accept: { QUEUED: 'ACCEPTED', RUNNING: 'ACCEPTED', HELD: 'ACCEPTED' },
  /** Accepts an unfinished scale. */
  acceptLater: { QUEUED: 'QUEUED', RUNNING: 'RUNNING', HELD: 'QUEUED' },
  /** Records where to hold it. */
  hold: { QUEUED: 'QUEUED', RUNNING: 'RUNNING' },
  resume: { HELD: 'QUEUED' },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<GenerationStatus, GenerationStatus>>>>>;

export type Command = keyof typeof transitions;

/** The initial status and first event. */
export const firstStatus = 'QUEUED' satisfies GenerationStatus;

/** The new status for each status in which a command is possible. */
export function transitionsOf(
  command: Command,
): readonly (readonly [before: GenerationStatus, after: GenerationStatus])[] {
  return Object.entries(transitions[command]) as [GenerationStatus, GenerationStatus][];
}

/** The statuses in which a command is possible. */
export function statusesFor(command: Command): readonly GenerationStatus[] {
  return transitionsOf(command).map(([before]) => before);
}
