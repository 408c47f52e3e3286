import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGoldenFolder } from '../../models/parity/golden-folder.ts';
import { interleave, poolArea } from '../../src/flexvar/area-pooling.ts';
import type { Grid } from '../../src/flexvar/grid.ts';
import { toRgbImage } from '../../src/inference/codec/rgb-image.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { loadPack } from '../../src/inference/packs/load-pack.ts';
import { startEngine } from '../../src/inference/start-engine.ts';
import { tinyPackFolder } from './tiny-model.ts';

/**
 * Golden pictures are floating point, an engine takes 8 bits a channel; that moves a latent a little. (On the golden floats
 * themselves every token agrees: `parity.test.ts`.) A token may differ where the reference's own latent is about as
 * near to either code, in cosine.
 */
const nearTie = 0.005;

const golden = await readGoldenFolder('test/golden');
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine({ packDir: tinyPackFolder(), threads: 1 });
});

afterAll(() => engine.close());

describe.each(golden.encode)('a golden picture of $w x $h pixels', ({ name, w, h, grids }) => {
  const image = toRgbImage(Float32Array.from(golden.tensor(`${name}.image`).data), w, h);

  test('is encoded to the golden tokens at every grid', async () => {
    const { codebook, architecture, config } = await loadPack(tinyPackFolder());
    const { codebookDim } = architecture;
    const latent = interleave(Float32Array.from(golden.tensor(`${name}.latent`).data), codebookDim);
    const { stride } = config.tokenizer;
    const encoded = await engine.encode(image, grids);
    let differing = 0;
    for (const [index, grid] of grids.entries()) {
      const vectors = poolArea(latent, { rows: h / stride, columns: w / stride }, grid, codebookDim);
      const expected = golden.tensor(`${name}.tokens.${index}`).data;
      expect(encoded[index]).toHaveLength(expected.length);
      for (const [cell, token] of encoded[index]?.entries() ?? []) {
        const other = expected[cell] ?? -1;
        if (token === other) continue;
        differing++;
        const vector = vectors.subarray(cell * codebookDim, (cell + 1) * codebookDim);
        const cosine = (code: number) =>
          dot(vector, codebook.subarray(code * codebookDim, (code + 1) * codebookDim)) /
          Math.sqrt(dot(vector, vector));
        expect(cosine(other) - cosine(token)).toBeLessThan(nearTie);
      }
    }
    const cells = grids.reduce((sum: number, grid: Grid) => sum + grid.rows * grid.columns, 0);
    expect(differing / cells).toBeLessThan(0.02);
  });

  test('gives a grid the same tokens alone and with others', async () => {
    const together = await engine.encode(image, grids);
    for (const [index, grid] of grids.entries())
      expect(await engine.encode(image, [grid])).toEqual([together[index]]);
  });
});

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}
