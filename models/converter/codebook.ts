import { floatWeight, type SourceTensor } from './source-tensor.ts';
import type { Weight } from './weight.ts';

/** The codebook with each row L2-normalised, float32 [size, dim] whatever the precision of the pack: tokens hang on it. */
export function codebookWeight(embedding: SourceTensor): Weight {
  const dim = embedding.shape[1] ?? 1;
  return floatWeight(embedding, 'float32', values => {
    for (let start = 0; start < values.length; start += dim) {
      const row = values.subarray(start, start + dim);
      const norm = Math.max(Math.hypot(...row), 1e-12);
      for (let index = 0; index < dim; index++) row[index] = (row[index] as number) / norm;
    }
    return values;
  });
}
