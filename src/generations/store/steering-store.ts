import type { Transaction } from 'kysely';
import { notify } from '../../database/notifications.ts';
import type { Tables } from '../../database/tables.ts';
import { GenerationStateError, InvalidInputError } from '../errors.ts';
import type { Generation, RunId } from '../generation.ts';
import { type Assignments, changeGeneration } from '../life/change-generations.ts';
import { type Command, statusesFor } from '../life/transitions.ts';
import { channels } from './channels.ts';
import { toGeneration } from './generation-rows.ts';
import { insertRun } from './generation-store.ts';

/** Client changes after creation: accept, hold, resume. Each takes a locked generation and returns the changed one. */

/** A changed generation, and the run to queue if it continues. */
export interface Steered {
  readonly generation: Generation;
  readonly run: RunId | null;
}

/**
 * Ends a generation at a scale: at once if that is finished, otherwise as soon as it is. A pending hold is cleared, and
 * a held generation resumes. Accepting the same scale twice changes nothing.
 * @throws InvalidInputError, GenerationStateError
 */
export async function acceptScale(
  transaction: Transaction<Tables>,
  generation: Generation,
  scale: number,
): Promise<Steered> {
  const last = generation.plan.length - 1;
  if (!Number.isInteger(scale) || scale < 0 || scale > last)
    throw new InvalidInputError({ field: 'scale', given: scale, allowed: `an integer from 0 to ${last}` });
  if (generation.status === 'ACCEPTED' && generation.acceptedScale === scale)
    return { generation, run: null };
  requireStatus(generation, 'accepted', 'accept');
  const end = { end_at: scale, hold_at: null };
  if (scale >= generation.scaleCount) {
    if (generation.status === 'HELD') return requeue(transaction, generation, 'acceptLater', end);
    return { generation: await change(transaction, generation, 'acceptLater', end), run: null };
  }
  const accepted = await change(transaction, generation, 'accept', end);
  // The scale its worker is computing is no longer needed.
  if (generation.status === 'RUNNING') await notify(transaction, channels.stop, [generation.id]);
  return { generation: accepted, run: null };
}

/**
 * Records the scale after which to hold a generation.
 * @param scale defaults to the next one to finish.
 * @throws InvalidInputError, GenerationStateError
 */
export async function holdAfterScale(
  transaction: Transaction<Tables>,
  generation: Generation,
  scale = generation.scaleCount,
): Promise<Generation> {
  requireStatus(generation, 'held', 'hold');
  checkHold('scale', generation, scale);
  return change(transaction, generation, 'hold', { hold_at: scale });
}

/**
 * Requeues a held generation, in a new run.
 * @param holdAtScale where to hold it again, if anywhere.
 * @throws InvalidInputError, GenerationStateError
 */
export async function resumeHeld(
  transaction: Transaction<Tables>,
  generation: Generation,
  holdAtScale?: number,
): Promise<Steered> {
  requireStatus(generation, 'resumed', 'resume');
  if (holdAtScale !== undefined) checkHold('holdAtScale', generation, holdAtScale);
  return requeue(transaction, generation, 'resume', { hold_at: holdAtScale ?? null });
}

/** Must be an unfinished scale other than the last. */
function checkHold(field: string, generation: Generation, scale: number): void {
  const lowest = generation.scaleCount;
  const highest = (generation.acceptedScale ?? generation.plan.length - 1) - 1;
  if (Number.isInteger(scale) && scale >= lowest && scale <= highest) return;
  const allowed =
    lowest > highest
      ? 'an unfinished scale other than the last; there is none left'
      : `an integer from ${lowest} to ${highest}, an unfinished scale other than the last`;
  throw new InvalidInputError({ field, given: scale, allowed });
}

function requireStatus({ status }: Generation, what: string, command: Command): void {
  const allowed = statusesFor(command);
  if (!allowed.includes(status)) throw new GenerationStateError(what, status, allowed);
}

/** A new run without attempts, because the run it left may still be in progress. */
async function requeue(
  transaction: Transaction<Tables>,
  generation: Generation,
  command: Command,
  set: Assignments,
): Promise<Steered> {
  const { work, share, priority, deadline } = await transaction
    .selectFrom('runs')
    .select(['work', 'share', 'priority', 'deadline'])
    .where('id', '=', generation.runId)
    .executeTakeFirstOrThrow();
  const run = await insertRun(transaction, {
    ...generation,
    share: share ?? generation.owner,
    priority,
    deadline,
    work,
    pictures: 1,
  });
  const queued = await change(transaction, generation, command, { ...set, run_id: run, attempt: 0 });
  return { generation: queued, run };
}

async function change(
  transaction: Transaction<Tables>,
  { id }: Generation,
  command: Command,
  set: Assignments,
): Promise<Generation> {
  return toGeneration(await changeGeneration(transaction, id, command, set));
}
