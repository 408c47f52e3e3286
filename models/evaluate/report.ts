import type { Measurement } from './measurement.ts';

const headings = ['measure', 'result', 'aim', ''];

/** The measurements as a Markdown table, aligned for the terminal. */
export function reportTable(measurements: readonly Measurement[]): string {
  const rows = [headings, ...measurements.map(cells)];
  const widths = headings.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [first = [], ...rest] = rows;
  return [line(first), `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...rest.map(line)].join(
    '\n',
  );
}

function cells({ what, result, aim }: Measurement): string[] {
  const verdict = aim === undefined ? '' : aim.met ? 'reached' : 'missed';
  return [what, result, aim?.text ?? '', verdict];
}
