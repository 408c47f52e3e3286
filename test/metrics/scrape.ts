/** What a server's `/metrics` says, as a scraper reads it. */
export class Scrape {
  readonly #samples: ReadonlyMap<string, number>;
  /** Every metric that is declared, whether it has samples or not. */
  readonly names: ReadonlySet<string>;

  private constructor(text: string) {
    const lines = text.split('\n').filter(line => line !== '');
    this.names = new Set(lines.flatMap(line => /^# TYPE (\S+) /.exec(line)?.[1] ?? []));
    this.#samples = new Map(
      lines
        .filter(line => !line.startsWith('#'))
        .map(line => {
          const [, name = '', labels = '', value] = /^([\w:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
          return [sampleKey(name, labelsOf(labels)), Number(value)];
        }),
    );
  }

  static read(text: string): Scrape {
    return new Scrape(text);
  }

  static async of(url: string): Promise<Scrape> {
    const response = await fetch(`${url}/metrics`);
    if (!response.ok) throw new Error(`/metrics answered ${response.status}`);
    return new Scrape(await response.text());
  }

  /** A sample of one of our metrics, whose name is given without `flexvar_`; undefined when there is none. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
    return this.#samples.get(sampleKey(`flexvar_${name}`, labels));
  }
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

function sampleKey(name: string, labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, sorted]);
}
