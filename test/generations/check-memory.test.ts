import { describe, expect, it } from 'vitest';
import { planGenerate } from '../../src/generations/plan/plan-generate.ts';
import type { GenerationRequest } from '../../src/generations/request.ts';
import { readPack } from '../../src/inference/packs/installed-packs.ts';
import type { Models } from '../../src/inference/packs/model-description.ts';

const packDir = new URL('../../models/packs/emoji', import.meta.url).pathname;

async function plan(megabytes: number, request: Partial<GenerationRequest>) {
  const { description: model } = await readPack(packDir, megabytes * 2 ** 20);
  const models: Models = {
    default: model,
    list: () => [model],
    find: () => model,
    findByDigest: () => model,
  };
  return planGenerate({ operation: 'GENERATE', canvas: { kind: 'default' }, ...request }, models, 16);
}

const large = { kind: 'size', width: 512, height: 512 } as const;

describe('a picture that takes more memory than the server gives', () => {
  it('is refused, with the allowed values', async () => {
    await expect(plan(128, { canvas: large })).rejects.toMatchObject({
      name: 'InvalidInputError',
      field: 'canvas',
      given: '"64 x 64 tokens"',
      allowed: expect.stringMatching(/it needs about \d+ MB, and ENGINE_MEMORY_MB allows 128$/),
    });
  });

  it('counts a single picture: their number does not matter', async () => {
    const { recipes } = await plan(512, { canvas: large, count: 16 });
    expect(recipes).toHaveLength(16);
    await expect(plan(128, { count: 16 })).resolves.toBeDefined();
  });
});
