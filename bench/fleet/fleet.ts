import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { type FleetFigures, fleetUnderKills } from './fleet-under-kills.ts';

/** Deaths of workers: some two minutes on two cores. */
const kills = 30;

/**
 * Two APIs without models and a worker for each of two models, on one PostgreSQL, while workers are killed. The second model is
 * the default one with a greedy rule, which makes its tokens others.
 */
export async function benchFleet(): Promise<FleetFigures> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-fleet-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = fork(
    join(import.meta.dirname, '../postgres-process.ts'),
    [join(folder, 'postgres'), 'new'],
    {
      execArgv: [],
    },
  );
  const [databaseUrl] = await once(postgres, 'message');
  opened.defer(async () => {
    postgres.disconnect();
    await once(postgres, 'exit');
  });
  const { MODELS_DIR, DEFAULT_MODEL } = readConfig();
  const pack = join(MODELS_DIR, DEFAULT_MODEL);
  const models = [
    { folder: join(folder, 'first'), name: DEFAULT_MODEL },
    { folder: join(folder, 'second'), name: `${DEFAULT_MODEL}-greedy` },
  ] as const;
  for (const model of models) await cp(pack, join(model.folder, model.name), { recursive: true });
  const file = join(models[1].folder, models[1].name, 'config.json');
  const { digest: _, ...config } = JSON.parse(await readFile(file, 'utf8'));
  const greedyRule = { sampledSides: [1, 2, 3, 4, 6], maxSampledSide: 4 };
  await writeFile(file, JSON.stringify({ ...config, name: models[1].name, greedyRule }));
  const figures = await fleetUnderKills({
    databaseUrl: String(databaseUrl),
    models,
    folder,
    kills,
    requestsPerKill: 6,
  });
  console.table(figures);
  return figures;
}
