import { Tally } from '../../src/fairness/tally.ts';
import type { Claims, Discipline, Passes } from './disciplines.ts';
import { EventQueue } from './event-queue.ts';
import type { FakeModel } from './fake-model.ts';
import type { Request } from './load.ts';
import { seededRandom } from './random.ts';
import { ServiceLog } from './service-log.ts';
import { SimulatedPicture } from './simulated-picture.ts';

export interface SimulationOptions {
  readonly model: FakeModel;
  readonly workers: number;
  readonly discipline: Discipline;
  readonly requests: readonly Request[];
  /** Scales that take longer are cut into several passes. */
  readonly longestPassMs: number;
  /** Whether an idle worker takes over pictures of others. @default false: a run ends where it was claimed */
  readonly takesOver?: boolean;
  /** Called when a request has come, before anybody claims it. */
  readonly onArrival?: (request: Request, state: SimulationState) => void;
}

/** What an estimate may look at. */
export interface SimulationState {
  readonly nowMs: number;
  readonly queued: readonly Request[];
  /** Pictures in progress of each worker, with the moment at which its pass ends. */
  readonly workers: readonly {
    readonly pictures: readonly SimulatedPicture[];
    /** Those of its pass. */
    readonly running: readonly SimulatedPicture[];
    readonly passEndsMs: number;
  }[];
}

/** What became of a request, in milliseconds since it came. */
export interface Outcome {
  readonly request: Request;
  /** Of its first picture that has one. */
  readonly firstPreviewMs: number;
  /** Of its last picture. */
  readonly endMs: number;
}

export interface SimulationResult {
  readonly outcomes: readonly Outcome[];
  /** Until the last request has ended. */
  readonly durationMs: number;
  /** Device time that was used, of all workers, up to the last arrival. */
  readonly busyMsWhileArriving: number;
  readonly service: ServiceLog;
}

/** Passes take up to this much more or less than expected. */
const passNoise = 0.1;

interface SimulatedWorker {
  pictures: SimulatedPicture[];
  readonly passes: Passes;
  running: readonly SimulatedPicture[];
  passEndsMs: number;
}

interface Progress {
  firstPreviewMs: number | null;
  picturesLeft: number;
}

/** Runs all requests to their end. The same options give the same result. */
export function simulate(options: SimulationOptions): SimulationResult {
  const { model, discipline, requests } = options;
  const claims: Claims = discipline.claims();
  const random = seededRandom(1);
  const workers = Array.from(
    { length: options.workers },
    (): SimulatedWorker => ({ pictures: [], passes: discipline.passes(), running: [], passEndsMs: 0 }),
  );
  const events = new EventQueue<Request | SimulatedWorker>();
  for (const request of requests) events.add(request.atMs, request);
  const lastArrivalMs = requests.at(-1)?.atMs ?? 0;
  const service = new ServiceLog(options.model.fairnessWindowMs);
  const progress = new Map<number, Progress>();
  const outcomes: Outcome[] = [];
  let busyMsWhileArriving = 0;
  let nowMs = 0;
  let pictureId = 0;

  /** One run a pass: a worker that took all it may would leave nothing to others. */
  const begin = (worker: SimulatedWorker): void => {
    const ofShares = new Tally();
    for (const { request } of worker.pictures) ofShares.add(request.share);
    const request = claims.claim(share => ({
      pictures: worker.pictures.length,
      ofShare: ofShares.of(share),
    }));
    for (let i = 0; i < (request?.pictures ?? 0); i++)
      if (request !== null)
        worker.pictures.push(new SimulatedPicture(pictureId++, request, model, options.longestPassMs));
    if (worker.pictures.length === 0 && options.takesOver) takeOver(worker);
    if (worker.pictures.length === 0) return;
    const pass = worker.passes.next(worker.pictures, nowMs);
    const ids = new Set(pass.pictures.map(({ id }) => id));
    worker.running = worker.pictures.filter(({ id }) => ids.has(id));
    const noise = 1 + passNoise * (2 * random() - 1);
    const ms = pass.cost * model.msPerCost * noise;
    const alone = pass.pictures.reduce((sum, { nextCost }) => sum + nextCost, 0);
    for (const { share, nextCost } of pass.pictures)
      service.served(share, nowMs, nowMs + ms, (ms * nextCost) / alone);
    busyMsWhileArriving += Math.max(0, Math.min(ms, lastArrivalMs - nowMs));
    worker.passEndsMs = nowMs + ms;
    events.add(worker.passEndsMs, worker);
  };

  /** Takes the last picture that waits on the worker with the most. */
  const takeOver = (worker: SimulatedWorker): void => {
    const waitingOf = ({ pictures, running }: SimulatedWorker) =>
      pictures.filter(picture => !running.includes(picture));
    const busiest = workers
      .map(each => ({ each, waiting: waitingOf(each) }))
      .reduce((a, b) => (b.waiting.length > a.waiting.length ? b : a));
    const taken = busiest.waiting.at(-1);
    if (taken === undefined) return;
    busiest.each.pictures = busiest.each.pictures.filter(picture => picture !== taken);
    taken.resident = false;
    worker.pictures.push(taken);
  };

  const finishPass = (worker: SimulatedWorker): void => {
    for (const picture of worker.running) {
      picture.advance();
      const { request } = picture;
      const own = progress.get(request.id);
      if (own === undefined) throw new Error('a picture in progress was requested');
      if (picture.hasPreview) own.firstPreviewMs ??= nowMs - request.atMs;
      if (!picture.isComplete) continue;
      own.picturesLeft--;
      if (own.picturesLeft > 0) continue;
      outcomes.push({ request, firstPreviewMs: own.firstPreviewMs ?? 0, endMs: nowMs - request.atMs });
      service.left(request.share, nowMs);
      progress.delete(request.id);
    }
    worker.pictures = worker.pictures.filter(picture => !picture.isComplete);
    worker.running = [];
  };

  const arrive = (request: Request): void => {
    progress.set(request.id, { firstPreviewMs: null, picturesLeft: request.pictures });
    service.came(request.share, nowMs);
    options.onArrival?.(request, { nowMs, queued: claims.queued, workers });
    claims.add(request);
    const idle = workers.find(worker => worker.pictures.length === 0);
    if (idle !== undefined) begin(idle);
  };

  for (let next = events.take(); next !== null; next = events.take()) {
    nowMs = next.atMs;
    if ('passes' in next.event) {
      finishPass(next.event);
      begin(next.event);
    } else {
      arrive(next.event);
    }
  }
  return { outcomes, durationMs: nowMs, busyMsWhileArriving, service };
}
