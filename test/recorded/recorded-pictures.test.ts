import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { testModel } from '../setup/test-models.ts';
import { arithmeticDigest } from './arithmetic.ts';
import { RecipePlayer } from './play-recipe.ts';
import { recordedRecipes } from './recipes.ts';
import { type RecordedServer, startRecordedServer } from './recorded-server.ts';
import { type RecordedPicture, readRecording } from './recording.ts';

const recording = await readRecording();
const sameArithmetic = (await arithmeticDigest()) === recording.arithmetic;

/** What has to come again here: files of pictures, which are rounded floats, only where floats are added up alike. */
function comparable(
  pictures: readonly RecordedPicture[] | undefined,
): readonly Partial<RecordedPicture>[] | undefined {
  return sameArithmetic ? pictures : pictures?.map(({ end, scales }) => ({ end, scales }));
}

it('every recorded recipe is there, once', () => {
  expect(recordedRecipes.map(({ name }) => name)).toEqual(Object.keys(recording.pictures));
  expect(recordedRecipes).toHaveLength(50);
});

describe('what was recorded comes again, token for token', () => {
  let server: RecordedServer;
  let player: RecipePlayer;
  beforeAll(async () => {
    server = await startRecordedServer(join(inject('modelsFolder'), testModel));
    player = new RecipePlayer(server);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  it.each(recordedRecipes)('$name', async recipe => {
    const played = await player.play(recipe);
    expect(comparable(played)).toEqual(comparable(recording.pictures[recipe.name]));
  });
});
