import type { Figures } from './policy.ts';

interface Growth {
  readonly inProgress: readonly number[];
  readonly growth: readonly { readonly name: string; readonly picturesPerSecond: readonly number[] }[];
}

interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const colours = ['#c2410c', '#a16207', '#1d4ed8', '#047857'];
const width = 400;
const height = 240;
const margin = { left: 56, right: 12, top: 30, bottom: 74 };

/** An SVG: first previews and ends by number of workers, and throughput by pictures in progress. */
export function drawPlot(figures: readonly Figures[], { inProgress, growth }: Growth): string {
  const names = [...new Set(figures.map(({ discipline }) => discipline))];
  const linesOf = (value: (figure: Figures) => number): Line[] =>
    names.map(name => ({
      name,
      points: figures
        .filter(({ discipline }) => discipline === name)
        .map(figure => [figure.workers, value(figure) / 1000]),
    }));
  const relative = growth.map(({ name, picturesPerSecond }) => ({
    name,
    points: inProgress.map((count, i): [number, number] => [
      count,
      (picturesPerSecond[i] ?? 0) / (picturesPerSecond[0] ?? 1),
    ]),
  }));
  const panels = [
    panel(
      'First preview, p95, seconds',
      'workers',
      linesOf(({ summary }) => summary.othersPreview.p95),
      true,
    ),
    panel(
      'End, median, seconds',
      'workers',
      linesOf(({ summary }) => summary.othersEnd.p50),
      true,
    ),
    panel('Pictures per second, relative', 'pictures in progress on each of 64 workers', relative, false),
  ];
  const total = width * panels.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height}" font-family="system-ui, sans-serif" font-size="11">`,
    '<title>First previews and ends by number of workers, and throughput by pictures in progress</title>',
    `<rect width="${total}" height="${height}" fill="#fff"/>`,
    ...panels.map((text, index) => `<g transform="translate(${index * width} 0)">\n${text}\n</g>`),
    '</svg>',
    '',
  ].join('\n');
}

/** @param isLogarithmic the y axis; otherwise it begins at zero. The x axis always is, with a label for each value. */
function panel(title: string, xLabel: string, lines: readonly Line[], isLogarithmic: boolean): string {
  const points = lines.flatMap(line => line.points);
  const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
  const ys = points.map(([, y]) => y);
  const ticks = isLogarithmic
    ? powersAround(ys)
    : [0, 0.5, 1, 1.5, 2, 2.5, 3].filter(y => y < Math.max(...ys) + 0.5);
  const scale = (y: number) => (isLogarithmic ? Math.log(y) : y);
  const [low, high] = [scale(ticks[0] ?? 0), scale(ticks.at(-1) ?? 1)];
  const bottom = height - margin.bottom;
  const xOf = (x: number) =>
    margin.left + (xs.indexOf(x) / (xs.length - 1)) * (width - margin.left - margin.right);
  const yOf = (y: number) => bottom - ((scale(y) - low) / (high - low)) * (bottom - margin.top);
  return [
    `<text x="${margin.left}" y="16" font-weight="600">${title}</text>`,
    ...ticks.map(
      y =>
        `<path d="M${margin.left} ${yOf(y).toFixed(1)}H${width - margin.right}" stroke="#e5e5e5"/><text x="${margin.left - 6}" y="${(yOf(y) + 4).toFixed(1)}" text-anchor="end">${y}</text>`,
    ),
    ...xs.map(x => `<text x="${xOf(x).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${x}</text>`),
    `<text x="${(margin.left + width - margin.right) / 2}" y="${bottom + 31}" text-anchor="middle">${xLabel}</text>`,
    ...lines.map(
      ({ points }, i) =>
        `<polyline fill="none" stroke="${colours[i]}" stroke-width="2" points="${points.map(([x, y]) => `${xOf(x).toFixed(1)},${yOf(y).toFixed(1)}`).join(' ')}"/>`,
    ),
    ...lines.map(({ name }, i) => {
      const x = margin.left + (i % 2) * 170;
      const y = bottom + 50 + Math.floor(i / 2) * 16;
      return `<path d="M${x} ${y - 4}h18" stroke="${colours[i]}" stroke-width="2"/><text x="${x + 24}" y="${y}">${name}</text>`;
    }),
  ].join('\n');
}

/** Powers of ten from below the lowest value to above the highest. */
function powersAround(values: readonly number[]): number[] {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: to - from + 1 }, (_, i) => Number((10 ** (from + i)).toPrecision(1)));
}
