import { createHash } from 'node:crypto';
import type { PackConfig } from './pack.ts';

/** sha256 (hex) of a pack. A different digest may give different tokens for the same recipe. */
export type ModelDigest = string & { readonly brand: 'ModelDigest' };

/**
 * sha256 (hex) of everything that determines tokens and pictures: architecture, weights and the greedy rule. Titles,
 * labels and defaults can change without invalidating stored tokens. A pack with renewed graphs keeps its digest.
 */
export function packDigest(config: PackConfig): ModelDigest {
  if (config.digest !== undefined) return config.digest as ModelDigest;
  const weights = Object.entries(config.files)
    .filter(([name]) => name !== 'labels.json')
    .map(([name, { sha256 }]) => [name, sha256])
    .sort();
  const decisive = [config.tokenizer, config.transformer, config.greedyRule, weights];
  return createHash('sha256').update(JSON.stringify(decisive)).digest('hex') as ModelDigest;
}
