import { greedyShare } from './load.ts';
import type { Outcome, SimulationResult } from './simulate.ts';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Times in milliseconds. */
export interface Summary {
  readonly firstPreview: Percentiles;
  readonly end: Percentiles;
  /** Of everybody but the greedy client. */
  readonly othersPreview: Percentiles;
  readonly othersEnd: Percentiles;
  /** Mean until the end of all requests; of those for the largest pictures; of the greedy client's. */
  readonly meanEnd: number;
  readonly meanLargeEnd: number;
  readonly meanGreedyEnd: number;
  /** Jain's index (`ServiceLog.fairness`). */
  readonly fairness: number | null;
  /** Share of the workers' time that was used, up to the last arrival. */
  readonly utilisation: number;
  readonly picturesPerSecond: number;
  /** Share of the deadlines that were met; null without deadlines. */
  readonly deadlinesMet: number | null;
}

export function summarise(result: SimulationResult, workers: number): Summary {
  const { outcomes } = result;
  const others = outcomes.filter(({ request }) => request.share !== greedyShare);
  const largest = Math.max(...outcomes.map(({ request }) => request.plan.pixels));
  const pictures = outcomes.reduce((sum, { request }) => sum + request.pictures, 0);
  const lastArrivalMs = Math.max(...outcomes.map(({ request }) => request.atMs));
  const hurried = outcomes.filter(({ request }) => request.deadlineMs !== null);
  const met = hurried.filter(({ request, endMs }) => request.atMs + endMs <= (request.deadlineMs ?? 0));
  return {
    firstPreview: percentiles(outcomes.map(({ firstPreviewMs }) => firstPreviewMs)),
    end: percentiles(outcomes.map(({ endMs }) => endMs)),
    othersPreview: percentiles(others.map(({ firstPreviewMs }) => firstPreviewMs)),
    othersEnd: percentiles(others.map(({ endMs }) => endMs)),
    meanEnd: meanEnd(outcomes),
    meanLargeEnd: meanEnd(outcomes.filter(({ request }) => request.plan.pixels === largest)),
    meanGreedyEnd: meanEnd(outcomes.filter(({ request }) => request.share === greedyShare)),
    fairness: result.service.fairness,
    utilisation: result.busyMsWhileArriving / (workers * lastArrivalMs),
    deadlinesMet: hurried.length === 0 ? null : met.length / hurried.length,
    picturesPerSecond: (pictures * 1000) / result.durationMs,
  };
}

/** @param values milliseconds. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function meanEnd(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { endMs }) => sum + endMs, 0) / outcomes.length;
}
