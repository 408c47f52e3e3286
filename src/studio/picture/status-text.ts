import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { millisecondsLeft, millisecondsTaken } from './progress.ts';

/** Shorter waits end before anyone can read them. */
const shortestWait = 1.5;

/** The status of a generation in a few words. */
export function statusText(generation: GenerationPartsFragment): string {
  const { status, plan, scales, acceptedScale, queue, failure } = generation;
  const reached = `${scales.length} of ${plan.length} scales`;
  switch (status) {
    case 'QUEUED':
      return queuePlace(queue);
    case 'RUNNING':
      return `Scale ${Math.min(scales.length + 1, plan.length)} of ${plan.length}${timeLeft(generation)}`;
    case 'HELD':
      return `Waiting after ${reached}`;
    case 'CANCELING':
      return 'Stopping after this scale';
    case 'SUCCEEDED':
      return `Finished in ${seconds(millisecondsTaken(generation) / 1000)}`;
    case 'ACCEPTED':
      return `Kept at scale ${(acceptedScale ?? 0) + 1} of ${plan.length}`;
    case 'CANCELED':
      return scales.length === 0 ? 'Canceled' : `Canceled after ${reached}`;
    case 'FAILED':
      return failure?.message ?? 'Failed';
  }
}

function queuePlace(queue: GenerationPartsFragment['queue']): string {
  if (!queue) return 'Waiting';
  const { position, estimatedSeconds } = queue;
  const place = position === 0 ? 'Next in line' : `${position} ahead of it`;
  if (estimatedSeconds == null || estimatedSeconds < shortestWait) return place;
  return `${place}, starts in about ${seconds(estimatedSeconds)}`;
}

function timeLeft(generation: GenerationPartsFragment): string {
  const left = (millisecondsLeft(generation) ?? 0) / 1000;
  return left < shortestWait ? '' : `, about ${seconds(left)} left`;
}

function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`;
  return value < 90 ? `${Math.round(value)} s` : `${Math.round(value / 60)} min`;
}
