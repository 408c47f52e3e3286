import type { GreedyRule } from '../../src/flexvar/model.ts';
import { publishedSides } from '../../src/flexvar/published-schedules.ts';
import type { PackOptions } from './pack-options.ts';

/** Tokens along the side of the largest grid that the published models were trained with. */
const trainedTokens = 16;

/** Tokens along the side of the smallest grid that the training ended at: a third of the time at 11 to 15. */
const smallestTokens = 11;

/** The default of the published evaluation. */
const defaultSides = [1, 2, 3, 4, 5, 6, 8, 10, 13, trainedTokens];

/** The rule of the reference code that is in no paper and without which its figures are not reproduced. */
const greedyRule: GreedyRule = {
  sampledSides: [1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 23, 24, 32],
  maxSampledSide: trainedTokens,
};

/**
 * What the published models are used with: schedules named by pixels and steps ("256px-10-steps") and the sampling of
 * the published evaluation. What they do well is as published: up to twice the trained side without training for it; of
 * guidance the papers give single values, no range.
 * @param stride pixels per token side; 16 for the published tokenizer.
 */
export function publishedOptions(stride: number): PackOptions {
  const name = (sides: readonly number[]) => `${(sides.at(-1) ?? 0) * stride}px-${sides.length}-steps`;
  return {
    trainedSide: trainedTokens * stride,
    schedules: publishedSides.map(sides => ({
      name: name(sides),
      grids: sides.map((side): [number, number] => [side, side]),
    })),
    defaults: {
      schedule: name(defaultSides),
      guidance: { mode: 'ramp', scale: 2.5 },
      topK: 900,
      topP: 0.95,
    },
    greedy: { ...greedyRule, sampledSides: [...greedyRule.sampledSides] },
    goodFor: {
      pictures: "photographs of ImageNet's 1000 classes",
      sides: { from: smallestTokens * stride, to: 2 * trainedTokens * stride },
      steps: {
        from: Math.min(...publishedSides.map(sides => sides.length)),
        to: Math.max(...publishedSides.map(sides => sides.length)),
      },
    },
  };
}
