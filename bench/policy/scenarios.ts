import { type Discipline, firstComeFirstServed, roundRobin, thePolicy } from './disciplines.ts';
import { type FakeModel, planPicture } from './fake-model.ts';
import { greedyShare, type LoadOptions, makeLoad, type Request } from './load.ts';
import { type SimulationResult, simulate } from './simulate.ts';
import { type Summary, summarise } from './summary.ts';

export interface Scenario {
  readonly model: FakeModel;
  readonly workers: number;
  readonly clients: number;
  /** Scales that take longer are cut into several passes. @default no limit */
  readonly longestPassMs?: number;
  readonly takesOver?: boolean;
  readonly mixedShapes?: boolean;
  readonly hasClasses?: boolean;
  /** Whether the workers are half busy, without a greedy client. @default false */
  readonly isQuiet?: boolean;
}

export interface Row {
  readonly discipline: string;
  readonly summary: Summary;
  readonly result: SimulationResult;
}

const seed = 17;

export function loadOf({
  model,
  workers,
  clients,
  hasClasses = false,
  isQuiet = false,
}: Scenario): Request[] {
  const requests = Math.max(1000, 40 * workers, clients / 4);
  const load = isQuiet ? 0.5 : 0.8;
  const greedyRequests = isQuiet ? 0 : 300;
  const options: LoadOptions = { workers, clients, load, requests, greedyRequests, hasClasses, seed };
  return makeLoad(model, options);
}

export function disciplinesOf({ model, mixedShapes = false }: Scenario, ahead?: number): Discipline[] {
  const engine = { model, mixedShapes, ...(ahead !== undefined && { picturesAhead: ahead }) };
  return [firstComeFirstServed(model), roundRobin(engine), thePolicy(engine)];
}

/** All disciplines with the same requests. */
export function runScenario(scenario: Scenario): Row[] {
  const requests = loadOf(scenario);
  return disciplinesOf(scenario).map(discipline => {
    const { model, workers, longestPassMs = Number.POSITIVE_INFINITY, takesOver = false } = scenario;
    const result = simulate({ model, workers, discipline, requests, longestPassMs, takesOver });
    return { discipline: discipline.name, summary: summarise(result, workers), result };
  });
}

/** Pictures per second of a busy fleet, whose workers have this many equal pictures in progress. */
export function throughput(model: FakeModel, workers: number, inProgress: number, pixels: number): number {
  const plan = planPicture(model, pixels);
  const rest = {
    share: greedyShare,
    atMs: 0,
    priority: 'NORMAL',
    deadlineMs: null,
    plan,
    pictures: 1,
  } as const;
  const requests = Array.from({ length: 48 * workers }, (_, id): Request => ({ ...rest, id }));
  const discipline = thePolicy({ model, mixedShapes: false, picturesAhead: inProgress });
  const result = simulate({ model, workers, discipline, requests, longestPassMs: Number.POSITIVE_INFINITY });
  return (requests.length * 1000) / result.durationMs;
}
