import type { Transformer } from '../../src/flexvar/model.ts';

/** A transformer with some of its members replaced; the others are those of the given one. */
export function changedTransformer(transformer: Transformer, changes: Partial<Transformer>): Transformer {
  return {
    architecture: transformer.architecture,
    greedyRule: transformer.greedyRule,
    codebook: transformer.codebook,
    positions: transformer.positions,
    stretches: transformer.stretches,
    start: pictures => transformer.start(pictures),
    forward: members => transformer.forward(members),
    logits: hidden => transformer.logits(hidden),
    ...changes,
  };
}
