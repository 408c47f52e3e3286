import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { benchDatabases } from './databases.ts';
import { benchEngines } from './engines.ts';
import { benchFleet } from './fleet/fleet.ts';
import { benchHostile } from './hostile/hostile.ts';
import { benchLimits } from './limits.ts';
import { benchMany } from './many/many.ts';
import { benchPolicy } from './policy/policy.ts';
import { benchPrices } from './prices.ts';
import { benchServer } from './server.ts';
import { benchWatchers } from './watchers.ts';

// `npm run bench`: the server with the default model, then engines. `npm run bench -- <name> ...` runs what is named.
// Prints tables and writes bench-results/<time>.json. Figures are worth comparing within one run only.

/** What can be measured: each prints its tables and answers its figures. */
const benches: Readonly<Record<string, (options: BenchOptions) => Promise<unknown>>> = {
  server: benchServer,
  engines: benchEngines,
  watchers: benchWatchers,
  databases: benchDatabases,
  hostile: benchHostile,
  fleet: benchFleet,
  many: benchMany,
  prices: benchPrices,
  limits: benchLimits,
  policy: benchPolicy,
};
/** What runs when nothing is named; the others take long, or do harm. */
const usual = ['server', 'engines'];

export interface BenchOptions {
  /** Folder of the checkout whose server is measured, for `hostile` and `many`. */
  readonly checkout: string;
  /** Rows to run, for `hostile` and `many`; all when empty. */
  readonly rows: readonly string[];
}

const root = join(import.meta.dirname, '..');
const command: Command = new Command('bench')
  .description('Measures speed, memory and latency, and how the server bears what clients do to it.')
  .argument('[names...]', `what to measure: ${Object.keys(benches).join(', ')}`, usual)
  .option(
    '--checkout <folder>',
    'hostile, many: the checkout whose server is measured, such as one of before',
    root,
  )
  .option('--rows <names...>', 'hostile, many: the rows to run', [])
  .action(async (names: string[], options: BenchOptions) => {
    const figures: Record<string, unknown> = {};
    for (const name of names) {
      const bench = benches[name];
      if (bench === undefined) command.error(`There is no measurement "${name}".`);
      figures[name] = await bench(options);
    }
    const file = join(root, 'bench-results', `${new Date().toISOString().replaceAll(':', '-')}.json`);
    await mkdir(join(root, 'bench-results'), { recursive: true });
    const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version };
    await writeFile(file, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
    console.log(`written to ${file}`);
  });
await command.parseAsync();
