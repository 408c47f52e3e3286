import { type Estimate, estimate, type QueueState, type ShareWork } from '../../src/policy/estimate.ts';
import type { FakeModel } from './fake-model.ts';
import type { Request } from './load.ts';
import type { Outcome, SimulationState } from './simulate.ts';
import type { SimulatedPicture } from './simulated-picture.ts';

/** What was estimated at a moment, by request. */
export interface Estimated extends Estimate {
  readonly atMs: number;
  readonly request: Request;
}

/** Estimates of requests that were not complete at that moment: queued or in progress. */
export function estimateAll(
  model: FakeModel,
  state: SimulationState,
  requests: readonly Request[],
): Estimated[] {
  return requests.flatMap(request => {
    const isBefore = (other: Request) =>
      other !== request && (other.share !== request.share || other.id < request.id);
    const workers = state.workers.map(({ pictures, running, passEndsMs }) => {
      const workOf = ({ id, request, costLeft, hasPreview, view }: SimulatedPicture): ShareWork => {
        const { share, priority, plan } = request;
        const cost = Math.max(0, costLeft - (running.some(other => other.id === id) ? view.nextCost : 0));
        return { share, priority, cost, coarseCost: hasPreview ? 0 : plan.coarseCost, pictures: 1 };
      };
      return {
        msPerCost: model.msPerCost,
        passLeftMs: pictures.length === 0 ? 0 : passEndsMs - state.nowMs,
        inProgress: pictures.filter(picture => isBefore(picture.request)).map(workOf),
        own: total(pictures.filter(picture => picture.request === request).map(workOf)),
      };
    });
    const queue: QueueState = { workers, queued: state.queued.filter(isBefore).map(workOfRequest) };
    const on = workers.find(({ own }) => own !== undefined) ?? null;
    const estimated = estimate(queue, on?.own ?? workOfRequest(request), on);
    return estimated === null ? [] : [{ ...estimated, atMs: state.nowMs, request }];
  });
}

/** Shares of the estimates that are true: within 20 % of the time from then on, or half a second. */
export function trueShares(
  estimates: readonly Estimated[],
  outcomes: readonly Outcome[],
): { readonly firstPreview: number; readonly end: number } {
  const byRequest = new Map(outcomes.map(outcome => [outcome.request, outcome]));
  const trueShare = (estimated: (each: Estimated) => number, happened: (outcome: Outcome) => number) => {
    const judged = estimates.flatMap(each => {
      const outcome = byRequest.get(each.request);
      if (outcome === undefined) return [];
      const ms = each.request.atMs + happened(outcome) - each.atMs;
      // It has happened before.
      return ms < 0 ? [] : [Math.abs(estimated(each) - ms) <= Math.max(500, 0.2 * ms)];
    });
    return judged.filter(isTrue => isTrue).length / judged.length;
  };
  return {
    firstPreview: trueShare(
      ({ firstPreviewMs }) => firstPreviewMs,
      ({ firstPreviewMs }) => firstPreviewMs,
    ),
    end: trueShare(
      ({ endMs }) => endMs,
      ({ endMs }) => endMs,
    ),
  };
}

function workOfRequest({ share, priority, plan, pictures }: Request): ShareWork {
  return {
    share,
    priority,
    cost: plan.totalCost * pictures,
    coarseCost: plan.coarseCost * pictures,
    pictures,
  };
}

function total(works: readonly ShareWork[]): ShareWork | undefined {
  const [first] = works;
  if (first === undefined) return undefined;
  const sum = (value: (work: ShareWork) => number) => works.reduce((all, work) => all + value(work), 0);
  return {
    ...first,
    cost: sum(({ cost }) => cost),
    coarseCost: sum(({ coarseCost }) => coarseCost),
    pictures: works.length,
  };
}
