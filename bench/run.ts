import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { benchEngine, engineTable } from './engine.ts';
import { benchOperations, operationsTable } from './operations.ts';
import { randomPack } from './random-pack.ts';
import { benchServer, serverTable } from './server.ts';

// `npm run bench`: the server with the default model, then engines and the operations beside plain generation: the
// default model, and a random d16 of the published size. Prints tables and writes bench-results/<time>.json. Figures are
// worth comparing within one run only.

const config = readConfig();
const results = join(import.meta.dirname, '../bench-results');

const server = await benchServer();
console.log(serverTable(server));

const engines = [];
const operations = [];
for (const pack of [
  () => join(config.MODELS_DIR, config.DEFAULT_MODEL),
  () => randomPack(16, 'float32'),
  () => randomPack(16, 'int8'),
]) {
  const folder = await pack();
  const figures = await benchEngine(folder, config.ENGINE_THREADS);
  console.log(engineTable(figures));
  engines.push(figures);
  const edits = await benchOperations(folder, config.ENGINE_THREADS);
  console.log(operationsTable(edits));
  operations.push(edits);
}

const file = join(results, `${new Date().toISOString().replaceAll(':', '-')}.json`);
await mkdir(results, { recursive: true });
const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version };
await writeFile(file, `${JSON.stringify({ machine, server, engines, operations }, null, 2)}\n`);
console.log(`written to ${file}`);
