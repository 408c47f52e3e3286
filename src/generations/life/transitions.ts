import type { GenerationStatus } from '../generation.ts';

/**
 * All that can be done to a generation once it is there, and what it is afterwards: by command, then by what it was. What
 * is not in the table does not happen. Events follow from it: a finished scale is one, a new status is one, in this order.
 */
export const transitions = {
  // What its worker does.
  /** Takes its run over. */
  begin: { QUEUED: 'RUNNING', RUNNING: 'RUNNING', CANCELING: 'CANCELED' },
  /** Finishes a scale after which it goes on. */
  advance: { RUNNING: 'RUNNING', CANCELING: 'CANCELED' },
  /** Finishes the scale after which it was to be held. */
  pause: { RUNNING: 'HELD', CANCELING: 'CANCELED' },
  /** Finishes the scale that was accepted beforehand. */
  arrive: { RUNNING: 'ACCEPTED', CANCELING: 'CANCELED' },
  /** Finishes the last scale. */
  complete: { RUNNING: 'SUCCEEDED', CANCELING: 'CANCELED' },
  /** Gives up. */
  fail: { RUNNING: 'FAILED', CANCELING: 'CANCELED' },
  /** Stops what is to stop, between two scales. */
  stop: { CANCELING: 'CANCELED' },
  // What clients do.
  cancel: { QUEUED: 'CANCELED', HELD: 'CANCELED', RUNNING: 'CANCELING' },
  /** Accepts a finished scale. */
  accept: { QUEUED: 'ACCEPTED', RUNNING: 'ACCEPTED', HELD: 'ACCEPTED' },
  /** Accepts a scale that is still to come. */
  acceptLater: { QUEUED: 'QUEUED', RUNNING: 'RUNNING', HELD: 'QUEUED' },
  /** Notes where it is to be held. */
  hold: { QUEUED: 'QUEUED', RUNNING: 'RUNNING' },
  resume: { HELD: 'QUEUED' },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<GenerationStatus, GenerationStatus>>>>>;

export type Command = keyof typeof transitions;

/** The status it begins with, and its first event. */
export const firstStatus = 'QUEUED' satisfies GenerationStatus;

/** What a command makes of each status that it can be given in. */
export function transitionsOf(
  command: Command,
): readonly (readonly [before: GenerationStatus, after: GenerationStatus])[] {
  return Object.entries(transitions[command]) as [GenerationStatus, GenerationStatus][];
}

/** The statuses that a command can be given in. */
export function statusesFor(command: Command): readonly GenerationStatus[] {
  return transitionsOf(command).map(([before]) => before);
}
