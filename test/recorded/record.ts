import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTestModels, testModel } from '../setup/test-models.ts';
import { arithmeticDigest } from './arithmetic.ts';
import { RecipePlayer } from './play-recipe.ts';
import { recordedRecipes } from './recipes.ts';
import { startRecordedServer } from './recorded-server.ts';
import { writeRecording } from './recording.ts';

/**
 * `npm run record`: writes anew what the recorded recipes give. For new recipes, or when tokens are meant to change: say in the
 * commit why they do.
 */

const folder = await mkdtemp(join(tmpdir(), 'flexvar-record-'));
await buildTestModels(folder);
try {
  await using server = await startRecordedServer(join(folder, testModel));
  const player = new RecipePlayer(server);
  const pictures: [string, Awaited<ReturnType<typeof player.play>>][] = [];
  for (const recipe of recordedRecipes) {
    const started = performance.now();
    pictures.push([recipe.name, await player.play(recipe)]);
    process.stdout.write(`${recipe.name}: ${Math.round(performance.now() - started)} ms\n`);
  }
  await writeRecording({ arithmetic: await arithmeticDigest(), pictures: Object.fromEntries(pictures) });
} finally {
  await rm(folder, { recursive: true, force: true });
}
