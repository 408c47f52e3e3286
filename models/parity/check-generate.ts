import { generateScales } from '../../src/flexvar/generate-scales.ts';
import type { Tokenizer, Transformer } from '../../src/flexvar/model.ts';
import { type Comparison, excusable, largestDifference, tolerance } from './compare.ts';
import type { GenerateCase, GoldenFolder } from './golden-folder.ts';

/**
 * Runs one generation case and compares every scale.
 *
 * After each comparison the golden tokens take the place of ours. A token that differs is therefore counted where it
 * arises and nowhere else, and every scale is compared on the input that the reference had.
 */
export async function checkGenerate(
  golden: GoldenFolder,
  given: GenerateCase,
  transformer: Transformer,
  tokenizer: Tokenizer,
): Promise<Comparison[]> {
  const recipes = given.labels.map((label, imageIndex) => ({
    label,
    seed: 0,
    imageIndex,
    schedule: given.steps,
    guidance: { mode: given.cfg_mode, scale: given.cfg },
    sampling: { topK: 1, topP: 1, greedyRule: false },
  }));
  const scales = given.steps.map((_, scale) => goldenScale(golden, given, scale));
  const logitDifference = given.steps.map(() => 0);
  const differing = given.steps.map(() => 0);
  /** Of those, the ones where the reference's choice is as good as tied with ours. */
  const tied = given.steps.map(() => 0);

  const options = {
    inspect: (scale: number, picture: number, cell: number, logits: Float32Array) => {
      const expected = scales[scale];
      if (expected === undefined) return;
      const reference = expected.logitsAt(picture, cell);
      if (reference !== null)
        logitDifference[scale] = Math.max(logitDifference[scale] ?? 0, largestDifference(logits, reference));
      const best = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      const chosen = logits[expected.tokensOf(picture)[cell] ?? -1] ?? Number.NaN;
      if (best === chosen) return;
      differing[scale] = (differing[scale] ?? 0) + 1;
      if (best - chosen < tolerance.margin) tied[scale] = (tied[scale] ?? 0) + 1;
    },
    revise: (scale: number, picture: number, tokens: Uint16Array) => {
      tokens.set(scales[scale]?.tokensOf(picture) ?? []);
    },
  };
  const comparisons: Comparison[] = [];
  for await (const { index, grid } of generateScales(transformer, recipes, options)) {
    const imageName = `${given.name}.image.${index}`;
    const count = grid.rows * grid.columns * recipes.length;
    const wrong = differing[index] ?? 0;
    const nearTie = (given.min_margin[index] ?? 0) < tolerance.margin;
    const tokensPass = wrong === 0 || (nearTie && wrong === tied[index] && wrong <= excusable(count));
    const logits = scales[index]?.hasLogits ? (logitDifference[index] ?? null) : null;
    let picture: number | null = null;
    if (golden.has(imageName)) {
      const tokens = Uint16Array.from(golden.tensor(`${given.name}.tokens.${index}`).data);
      const image = await tokenizer.decode(tokens, recipes.length, grid);
      picture = largestDifference(image, golden.tensor(imageName).data);
    }
    comparisons.push({
      case: given.name,
      grid: `${grid.rows} x ${grid.columns}`,
      tokens: count,
      differing: wrong,
      logits,
      picture,
      passed:
        tokensPass &&
        (logits === null || logits <= tolerance.logit) &&
        (picture === null || picture <= tolerance.picture),
    });
  }
  return comparisons;
}

interface GoldenScale {
  readonly hasLogits: boolean;
  tokensOf(picture: number): Int32Array | Float32Array;
  /** The guided logits of a cell, for the first cells only. */
  logitsAt(picture: number, cell: number): Int32Array | Float32Array | null;
}

function goldenScale(golden: GoldenFolder, given: GenerateCase, scale: number): GoldenScale {
  const tokens = golden.tensor(`${given.name}.tokens.${scale}`);
  const cells = tokens.data.length / given.labels.length;
  const name = `${given.name}.logits_head.${scale}`;
  const logits = golden.has(name) ? golden.tensor(name) : null;
  return {
    hasLogits: logits !== null,
    tokensOf: picture => tokens.data.subarray(picture * cells, (picture + 1) * cells),
    logitsAt: (picture, cell) => {
      const [, shown = 0, codes = 0] = logits?.shape ?? [];
      if (logits === null || cell >= shown) return null;
      const start = (picture * shown + cell) * codes;
      return logits.data.subarray(start, start + codes);
    },
  };
}
