import { collectDefaultMetrics, Registry } from 'prom-client';
import type { ConnectionCounts } from '../database/database.ts';
import type { TerminalStatus } from '../generations/generation.ts';
import type { GenerationsObserver } from '../generations/generations-observer.ts';
import type { HttpObserver, OperationOutcome, OperationType } from '../http/http-observer.ts';
import type { MetricsPage } from '../http/metrics-route.ts';
import type { PicturesObserver } from '../images/output/pictures-observer.ts';
import type { ChildName } from '../inference/processes/child-report.ts';
import type { ResidenceState } from '../inference/residence/resident.ts';
import { declareInstruments } from './instruments.ts';
import { ReadingInTime } from './reading-in-time.ts';

/** Scrapers wait ten seconds by default. */
const readingMs = 2000;

/** A child process of a model, loaded or not. */
export interface MeasuredChild {
  readonly model: string;
  readonly device: string;
  readonly child: ChildName;
  readonly state: ResidenceState;
}

/** State read on scrape. */
export interface MeasuredState {
  /** Queued pictures in the database. */
  readonly queued: () => Promise<number>;
  readonly subscriptions: () => number;
  /** Null for an embedded database, which has no connections. */
  readonly connections: () => ConnectionCounts | null;
  readonly children: () => readonly MeasuredChild[];
}

/**
 * The metrics of one server, in a registry of its own, since several servers may run in one process. Events are reported to it;
 * state is read on scrape.
 */
export class Metrics implements MetricsPage {
  readonly #registry = new Registry();
  readonly #instruments = declareInstruments(this.#registry);
  #state: (MeasuredState & { readonly queuedInTime: ReadingInTime }) | null = null;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    const { childDeaths, pictureCache, operations } = this.#instruments;
    // Without an initial 0, the first event of a counter has no rate.
    for (const child of ['transformer', 'tokenizer', 'picture']) childDeaths.inc({ child }, 0);
    for (const result of ['hit', 'miss']) pictureCache.inc({ result }, 0);
    for (const type of ['query', 'mutation', 'subscription'])
      for (const outcome of ['ok', 'errors', 'refused']) operations.inc({ type, outcome }, 0);
    operations.inc({ type: 'unknown', outcome: 'refused' }, 0);
  }

  readonly generations: GenerationsObserver = {
    begun: (model, waited) => this.#instruments.queueWait.observe({ model }, waited),
    computed: (model, device, { seconds, pictures }) => {
      this.#instruments.scaleCompute.observe({ model, device }, seconds);
      this.#instruments.scalesComputed.inc({ model, device }, pictures);
    },
    previewed: (model, seconds) => this.#instruments.firstPreview.observe({ model }, seconds),
    ended: (model: string, status: TerminalStatus) =>
      this.#instruments.generationsEnded.inc({ model, status }),
  };

  readonly pictures: PicturesObserver = {
    askedFor: cached => this.#instruments.pictureCache.inc({ result: cached ? 'hit' : 'miss' }),
    encoded: (format, seconds) => this.#instruments.encode.observe({ format }, seconds),
  };

  readonly http: HttpObserver = {
    requestBegan: () => {
      this.#instruments.httpRequests.inc();
      return () => this.#instruments.httpRequests.dec();
    },
    operationBegan: () => {
      this.#instruments.operationsInProgress.inc();
      return () => this.#instruments.operationsInProgress.dec();
    },
    operation: (type: OperationType, outcome: OperationOutcome) =>
      this.#instruments.operations.inc({ type, outcome }),
  };

  decoded(model: string, seconds: number): void {
    this.#instruments.decode.observe({ model }, seconds);
  }

  /** A child process died unexpectedly. */
  childDied(child: ChildName | 'picture'): void {
    this.#instruments.childDeaths.inc({ child });
  }

  /** Sets the state to read on scrape; until then, those metrics are absent. */
  lookAt(state: MeasuredState): void {
    this.#state = { ...state, queuedInTime: new ReadingInTime(state.queued, readingMs) };
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    await this.#look();
    return this.#registry.metrics();
  }

  async #look(): Promise<void> {
    const state = this.#state;
    if (state === null) return;
    const gauges = this.#instruments;
    gauges.subscriptionsOpen.set(state.subscriptions());
    for (const { model, device, child, state: residence } of state.children())
      gauges.childrenLoaded.set({ model, device, child }, residence === 'LOADED' ? 1 : 0);
    const queued = await state.queuedInTime.value();
    gauges.databaseUp.set(queued === null ? 0 : 1);
    if (queued === null) gauges.picturesQueued.remove();
    else gauges.picturesQueued.set(queued);
    const connections = state.connections();
    if (connections === null) return;
    gauges.connectionsInUse.set(connections.inUse);
    gauges.connectionsWaitedFor.set(connections.waiting);
  }
}
