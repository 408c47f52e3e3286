import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thePolicy } from './disciplines.ts';
import { type Estimated, estimateAll, trueShares } from './estimates.ts';
import { bundled, d16, type FakeModel } from './fake-model.ts';
import { greedyShare } from './load.ts';
import { orderTime } from './order-time.ts';
import { drawPlot } from './plot.ts';
import { loadOf, type Row, runScenario, type Scenario, throughput } from './scenarios.ts';
import { simulate } from './simulate.ts';
import { type Percentiles, percentiles } from './summary.ts';

/**
 * Simulates `src/policy` beside first come first served and round robin: the same requests, a fake device with the costs
 * of `flexvar/cost.ts`. Writes docs/policy.svg.
 */
export async function benchPolicy(): Promise<unknown> {
  const grid = [1, 4, 16, 64].flatMap(workers =>
    [10, 100, 1000, 10_000].map(clients => print({ model: bundled, workers, clients })),
  );
  const larger = [1, 4, 16, 64].map(workers => print({ model: d16, workers, clients: 100 }));
  const variants = [
    print({ model: d16, workers: 4, clients: 100, longestPassMs: 150 }),
    print({ model: d16, workers: 4, clients: 100, mixedShapes: true }),
    print({ model: d16, workers: 4, clients: 100, takesOver: true }),
    print({ model: bundled, workers: 4, clients: 100, takesOver: true }),
  ];
  const classes = printClasses({ model: bundled, workers: 4, clients: 100, hasClasses: true });
  const inProgress = [1, 2, 4, 8, 16, 32];
  const growth = [
    { model: bundled, pixels: 64 },
    { model: bundled, pixels: 128 },
    { model: d16, pixels: 256 },
  ].map(({ model, pixels }) => ({
    name: `${model.name}, ${pixels} px`,
    picturesPerSecond: inProgress.map(count => throughput(model, 64, count, pixels)),
  }));
  console.log('\npictures per second of 64 workers, by pictures in progress on each');
  console.table(
    growth.map(({ name, picturesPerSecond }) =>
      Object.fromEntries([
        ['', name],
        ...inProgress.map((count, i) => [String(count), picturesPerSecond[i]?.toFixed(1)]),
      ]),
    ),
  );
  const estimates = [bundled, d16].flatMap(model =>
    [1, 4, 16].map(workers => judgeEstimates(model, workers)),
  );
  console.log('\nestimates within 20 % or half a second, in percent: first preview, end');
  console.table(estimates);
  const orderMs = { 64: orderTime(64), 256: orderTime(256) };
  console.log(`ordering 64 pictures takes ${orderMs[64].toFixed(3)} ms, 256 ${orderMs[256].toFixed(3)} ms`);
  const file = join(import.meta.dirname, '../../docs/policy.svg');
  await writeFile(file, drawPlot(larger.flat(), { inProgress, growth }));
  console.log(`written to ${file}`);
  return {
    grid: grid.flat(),
    larger: larger.flat(),
    variants: variants.flat(),
    classes,
    growth,
    estimates,
    orderMs,
  };
}

export interface Figures extends Scenario {
  readonly discipline: string;
  readonly summary: Row['summary'];
}

function print(scenario: Scenario): Figures[] {
  const rows = runScenario(scenario);
  console.log(`\n${titleOf(scenario)}`);
  console.table(
    rows.map(({ discipline, summary }) => ({
      '': discipline,
      'first preview': seconds(summary.othersPreview),
      end: seconds(summary.othersEnd),
      'mean of all': (summary.meanEnd / 1000).toFixed(1),
      largest: (summary.meanLargeEnd / 1000).toFixed(1),
      greedy: (summary.meanGreedyEnd / 1000).toFixed(1),
      Jain: summary.fairness?.toFixed(2) ?? '',
      used: `${(100 * summary.utilisation).toFixed(0)} %`,
      'pictures/s': summary.picturesPerSecond.toFixed(1),
    })),
  );
  return rows.map(({ discipline, summary }) => ({ ...scenario, discipline, summary }));
}

function printClasses(scenario: Scenario): unknown {
  const rows = runScenario(scenario).map(({ discipline, summary, result }) => {
    const others = result.outcomes.filter(({ request }) => request.share !== greedyShare);
    const endOf = (priority: string) =>
      seconds(
        percentiles(others.filter(({ request }) => request.priority === priority).map(({ endMs }) => endMs)),
      );
    return {
      '': discipline,
      'end, HIGH': endOf('HIGH'),
      NORMAL: endOf('NORMAL'),
      LOW: endOf('LOW'),
      'deadlines met': `${(100 * (summary.deadlinesMet ?? 0)).toFixed(0)} %`,
    };
  });
  console.log(`\n${titleOf(scenario)}, with priorities, and deadlines of a second and three times the work`);
  console.table(rows);
  return rows;
}

/** At the arrival of requests, when more will come; and after the last one, of all that are unfinished. */
function judgeEstimates(model: FakeModel, workers: number): Record<string, string> {
  const quiet = simulateEstimates({ model, workers, clients: 100, isQuiet: true });
  const busy = simulateEstimates({ model, workers, clients: 100 });
  return {
    '': `${model.name}, ${workers} workers`,
    'at arrival, half busy': quiet.others,
    'at arrival, busy': busy.others,
    'of the greedy client': busy.greedy,
    'busy, if nothing else comes': busy.afterLast,
  };
}

function simulateEstimates(scenario: Scenario): Record<'others' | 'greedy' | 'afterLast', string> {
  const { model, workers } = scenario;
  const requests = loadOf(scenario);
  const last = requests.at(-1);
  const atArrival: Estimated[] = [];
  const afterLast: Estimated[] = [];
  const { outcomes } = simulate({
    model,
    workers,
    discipline: thePolicy({ model, mixedShapes: false }),
    requests,
    longestPassMs: Number.POSITIVE_INFINITY,
    onArrival: (request, state) => {
      // One in three is enough.
      if (request.id % 3 === 0) atArrival.push(...estimateAll(model, state, [request]));
      if (request !== last) return;
      const inProgress = state.workers.flatMap(({ pictures }) => pictures.map(picture => picture.request));
      afterLast.push(...estimateAll(model, state, [...new Set([...state.queued, ...inProgress])]));
    },
  });
  const judged = (estimates: readonly Estimated[]) => {
    const { firstPreview, end } = trueShares(estimates, outcomes);
    const percent = (share: number) => (Number.isNaN(share) ? '-' : (100 * share).toFixed(0));
    return `${percent(firstPreview)}, ${percent(end)} of ${estimates.length}`;
  };
  return {
    others: judged(atArrival.filter(({ request }) => request.share !== greedyShare)),
    greedy: judged(atArrival.filter(({ request }) => request.share === greedyShare)),
    afterLast: judged(afterLast),
  };
}

function titleOf({ model, workers, clients, longestPassMs, mixedShapes, takesOver }: Scenario): string {
  const parts = [`${model.name}, ${workers} workers, ${clients} clients and a greedy one`];
  if (longestPassMs !== undefined) parts.push(`scales cut at ${longestPassMs} ms`);
  if (mixedShapes) parts.push('different shapes together');
  if (takesOver) parts.push('idle workers take over pictures');
  return `${parts.join(', ')}. Seconds: p50, p95, p99 of all but the greedy one, and means`;
}

function seconds({ p50, p95, p99 }: Percentiles): string {
  return [p50, p95, p99].map(ms => (ms / 1000).toFixed(2)).join('  ');
}
