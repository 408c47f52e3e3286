import { classesOf, type Evaluation } from './evaluation.ts';
import type { Gallery } from './gallery.ts';
import { atLeast, average, type Measurement, percent } from './measurement.ts';

/** Whether the pictures of a group are of many of its members. */
export async function measureGroups(evaluation: Evaluation, gallery: Gallery): Promise<Measurement[]> {
  const { labels, sampler, amounts } = evaluation;
  const shares: number[] = [];
  let inside = 0;
  for (const index of classesOf(labels, 'group')) {
    const group = labels[index]?.name;
    const members = gallery.pictures.filter(picture => picture.group === group);
    if (members.length === 0) continue;
    const samples = await sampler.draw({ labels: Array.from({ length: amounts.groupImages }, () => index) });
    const nearest = await Promise.all(samples.map(({ image }) => gallery.nearest(image)));
    const drawn = nearest.filter(picture => picture?.group === group);
    inside += drawn.length / samples.length;
    shares.push(new Set(drawn).size / Math.min(members.length, samples.length));
  }
  return [
    atLeast(
      `groups: members among the nearest pictures of ${amounts.groupImages}, of those there are`,
      average(shares),
      0.6,
      percent,
    ),
    { what: 'groups: nearest picture is of the group', result: percent(inside / shares.length) },
  ];
}
