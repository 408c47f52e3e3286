import { readFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Metrics } from '../../src/metrics/metrics.ts';
import { Scrape } from './scrape.ts';

/** As Grafana's dashboard model has it, of which this is what a panel cannot do without. */
const dashboardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.int(),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), type: z.string(), definition: z.string().optional() })),
  }),
  panels: z.array(
    z.object({
      id: z.int(),
      type: z.string(),
      title: z.string(),
      gridPos: z.object({ h: z.int(), w: z.int(), x: z.int(), y: z.int() }),
      targets: z.array(z.object({ refId: z.string(), expr: z.string() })).optional(),
    }),
  ),
});

const state = {
  queued: async () => 3,
  subscriptions: () => 2,
  connections: () => ({ inUse: 1, waiting: 0 }),
  children: () => [{ model: 'tiny', device: 'cpu', child: 'transformer', state: 'LOADED' }] as const,
};

/** Figures of which every one has a sample. */
function metricsOfEverything(): Metrics {
  const metrics = new Metrics();
  metrics.lookAt(state);
  metrics.generations.begun('tiny', 1);
  metrics.generations.computed('tiny', 'cpu', { seconds: 1, pictures: 2 });
  metrics.generations.previewed('tiny', 1);
  metrics.generations.ended('tiny', 'SUCCEEDED');
  metrics.decoded('tiny', 1);
  metrics.pictures.encoded('WEBP', 1);
  return metrics;
}

/** Name, type and labels of each metric of ours, as a table's row has them. */
function declared(text: string): string[] {
  const samples = text.split('\n').filter(line => /^flexvar_/.test(line));
  return [...text.matchAll(/^# TYPE (flexvar_\w+) (\w+)$/gm)].map(([, name = '', type = '']) => {
    const sample = samples.find(line => new RegExp(`^${name}(_count|_sum|_bucket)?[ {]`).test(line)) ?? '';
    const labels = [...sample.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
    return rowOf(
      name,
      type,
      labels.filter(label => label !== 'le'),
    );
  });
}

function rowOf(name: string, type: string, labels: readonly string[]): string {
  return `${name} ${type} ${[...labels].sort()}`;
}

describe('the figures', () => {
  it('are documented, all of them, with their type and labels', async () => {
    const page = await readFile('docs/observability.md', 'utf8');
    const rows = [...page.matchAll(/^\| `(flexvar_\w+)` \| (\w+) \| (.*?) ?\| .+ \|$/gm)];
    const documented = rows.map(([, name = '', type = '', labels = '']) =>
      rowOf(
        name,
        type,
        [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
      ),
    );
    expect(documented.toSorted()).toEqual(declared(await metricsOfEverything().text()).toSorted());
  });

  it('are on the dashboard, all of ours, and nothing there is of another name', async () => {
    const dashboard = dashboardSchema.parse(JSON.parse(await readFile('docs/grafana.json', 'utf8')));
    const { names } = Scrape.read(await metricsOfEverything().text());
    const shown = namesIn(
      dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      names,
    );
    expect(shown.unknown).toEqual([]);
    const ours = [...names].filter(name => name.startsWith('flexvar_'));
    expect(shown.known.filter(name => name.startsWith('flexvar_'))).toEqual(ours.sort());
    const variables = dashboard.templating.list.flatMap(({ definition }) => definition ?? []);
    expect(namesIn(variables, names).unknown).toEqual([]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  it('name nothing in the alerts that is not there', async () => {
    const page = await readFile('docs/observability.md', 'utf8');
    const alerts = [...page.matchAll(/^ +expr: (.+)$/gm)].map(([, expr = '']) => expr);
    expect(alerts.length).toBeGreaterThanOrEqual(3);
    const { names } = Scrape.read(await metricsOfEverything().text());
    expect(namesIn(alerts, names).unknown).toEqual([]);
  });

  it('of one server are none of another', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    one.childDied('picture');
    const counted = async (metrics: Metrics) =>
      Scrape.read(await metrics.text()).value('child_deaths_total', { child: 'picture' });
    expect([await counted(one), await counted(other)]).toEqual([1, 0]);
  });
});

describe('a database that is away', () => {
  it('fails no scrape', async () => {
    const metrics = new Metrics();
    metrics.lookAt({ ...state, queued: () => Promise.reject(new Error('away')) });
    const scrape = Scrape.read(await metrics.text());
    expect(scrape.value('database_up')).toBe(0);
    expect(scrape.value('pictures_queued')).toBeUndefined();
    expect(scrape.value('subscriptions_open')).toBe(2);
  });

  it('that says nothing is asked once, however many scrape, and waited for two seconds', async () => {
    vi.useFakeTimers();
    try {
      const answers: ((queued: number) => void)[] = [];
      const metrics = new Metrics();
      metrics.lookAt({ ...state, queued: () => new Promise(resolve => answers.push(resolve)) });
      const scrapes = [metrics.text(), metrics.text()];
      await vi.advanceTimersByTimeAsync(2000);
      const texts = await Promise.all(scrapes);
      expect(texts.map(text => Scrape.read(text).value('database_up'))).toEqual([0, 0]);
      const late = metrics.text();
      expect(answers).toHaveLength(1);
      answers[0]?.(7);
      expect(Scrape.read(await late).value('pictures_queued')).toBe(7);
    } finally {
      vi.useRealTimers();
    }
  });
});

/** Names of metrics in expressions of PromQL, without what a histogram adds; those that are declared, and the others. */
function namesIn(expressions: readonly string[], declaredNames: ReadonlySet<string>) {
  const found = new Set(expressions.flatMap(text => text.match(/\b(?:flexvar|process|nodejs)_\w+/g) ?? []));
  const known = new Set<string>();
  const unknown: string[] = [];
  for (const name of found) {
    const base = name.replace(/_(bucket|sum|count)$/, '');
    if (declaredNames.has(name)) known.add(name);
    else if (declaredNames.has(base)) known.add(base);
    else unknown.push(name);
  }
  return { known: [...known].sort(), unknown };
}
