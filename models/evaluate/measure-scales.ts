import { classesOf, type Evaluation, goingRound } from './evaluation.ts';
import { average, type Measurement } from './measurement.ts';
import { risesAtEveryStep, scaleSimilarity } from './scale-similarity.ts';

/** Whether each scale is nearer to the finished picture than the one before. */
export async function measureScales({ labels, sampler, amounts }: Evaluation): Promise<Measurement[]> {
  const things = goingRound(classesOf(labels, 'thing'), amounts.scaleImages);
  const samples = await sampler.draw({ labels: things }, true);
  const similarities = await Promise.all(samples.map(({ scales }) => scaleSimilarity(scales)));
  const means = (similarities[0] ?? []).map((_, scale) => average(similarities.map(of => of[scale] ?? 0)));
  return [
    {
      what: `coarse to fine: likeness of each scale to the last, dB, mean of ${samples.length}`,
      result: means.map(value => value.toFixed(1)).join(' '),
      aim: { text: 'rises at every step', met: risesAtEveryStep(means) },
    },
  ];
}
