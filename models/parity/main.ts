import { availableParallelism } from 'node:os';
import { checkParity } from './check-parity.ts';
import type { Comparison } from './compare.ts';

/** `npm run parity -- <folder>`: prints the comparison of a folder of golden vectors; exits 1 when one fails. */

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write(
    'Usage: npm run parity -- <folder with golden.json, golden.bin and two checkpoints>\n',
  );
  process.exit(2);
}

const headings = ['case', 'grid', 'tokens', 'differing', 'logits', 'picture', ''];

function cells(comparison: Comparison): string[] {
  const difference = (value: number | null) => (value === null ? '' : value.toExponential(1));
  return [
    comparison.case,
    comparison.grid,
    String(comparison.tokens),
    String(comparison.differing),
    difference(comparison.logits),
    difference(comparison.picture),
    comparison.passed ? 'ok' : 'FAILED',
  ];
}

try {
  const comparisons = await checkParity(folder, availableParallelism());
  const table = [headings, ...comparisons.map(cells)];
  const widths = headings.map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0)));
  for (const row of table)
    process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
  const failed = comparisons.filter(comparison => !comparison.passed).length;
  const verdict =
    failed === 0
      ? `All ${comparisons.length} grids agree.`
      : `${failed} of ${comparisons.length} grids failed.`;
  process.stdout.write(`${verdict}\n`);
  process.exitCode = failed === 0 && comparisons.length > 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(
    `Parity could not be checked: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
