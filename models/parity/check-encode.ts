import { interleave, poolArea } from '../../src/flexvar/area-pooling.ts';
import type { Grid } from '../../src/flexvar/grid.ts';
import type { OnnxTokenizer } from '../../src/inference/codec/onnx-tokenizer.ts';
import type { Pack } from '../../src/inference/packs/load-pack.ts';
import { type Comparison, excusable, tolerance } from './compare.ts';
import type { EncodeCase, GoldenFolder } from './golden-folder.ts';

/** Encodes one golden image and compares the tokens of every grid. */
export async function checkEncode(
  golden: GoldenFolder,
  given: EncodeCase,
  pack: Pack,
  tokenizer: OnnxTokenizer,
): Promise<Comparison[]> {
  const image = golden.tensor(`${given.name}.image`);
  const pixels = Float32Array.from(image.data);
  const encoded = await tokenizer.encode(pixels, given.w, given.h, given.grids);
  const planar = await tokenizer.latent(pixels, given.w, given.h);
  const latent = interleave(planar, pack.architecture.codebookDim);
  const from = { rows: given.h / tokenizer.stride, columns: given.w / tokenizer.stride };
  return given.grids.map((grid, index) => {
    const expected = golden.tensor(`${given.name}.tokens.${index}`).data;
    const tokens = encoded[index] ?? new Uint16Array();
    const gaps = cosineGaps(pack, latent, from, grid, tokens, expected);
    const tied = gaps.every(gap => gap < tolerance.margin);
    return {
      case: given.name,
      grid: `${grid.rows} x ${grid.columns}`,
      tokens: tokens.length,
      differing: gaps.length,
      logits: null,
      picture: null,
      passed:
        tokens.length === expected.length &&
        (gaps.length === 0 || (tied && gaps.length <= excusable(tokens.length))),
    };
  });
}

/** For each token that differs: how much nearer, in cosine, the latent is to our code than to the reference's. */
function cosineGaps(
  { codebook, architecture: { codebookDim } }: Pack,
  latent: Float32Array,
  from: Grid,
  grid: Grid,
  tokens: Uint16Array,
  expected: ArrayLike<number>,
): number[] {
  const vectors = poolArea(latent, from, grid, codebookDim);
  return [...tokens].flatMap((token, cell) => {
    const other = expected[cell] ?? -1;
    if (token === other) return [];
    const vector = vectors.subarray(cell * codebookDim, (cell + 1) * codebookDim);
    const cosine = (code: number) => {
      const row = codebook.subarray(code * codebookDim, (code + 1) * codebookDim);
      return dot(vector, row) / Math.sqrt(dot(vector, vector));
    };
    return [cosine(token) - cosine(other)];
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}
