import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { benchEngine, type EngineFigures, engineTable } from './engine.ts';
import { benchOperations, operationsTable } from './operations.ts';
import { randomPack } from './random-pack.ts';

export interface EnginesFigures {
  readonly engines: readonly EngineFigures[];
  readonly operations: readonly Awaited<ReturnType<typeof benchOperations>>[];
}

/** Engines, and the operations beside plain generation: the default model, and a random d16 of the published size. */
export async function benchEngines(): Promise<EnginesFigures> {
  const config = readConfig();
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
  return { engines, operations };
}
