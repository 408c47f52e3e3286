import { indexOfLeast } from './squared-distances.ts';

/** How near a picture came to be another than the one that was meant. */
export interface Doubt {
  /** Distance to the training picture that was meant over the distance to the rival; above 1 the picture failed. */
  readonly ratio: number;
  /** Index of the nearest of the other training pictures. */
  readonly rival: number;
}

/**
 * @param squared squared distances of a picture to every training picture, two or more.
 * @param meant index of the one that was meant.
 */
export function doubtOf(squared: readonly number[], meant: number): Doubt {
  const own = squared[meant];
  const rival = indexOfLeast(
    squared.map((distance, index) => (index === meant ? Number.POSITIVE_INFINITY : distance)),
  );
  const other = squared[rival];
  if (own === undefined || other === undefined)
    throw new RangeError(`picture ${meant} and a rival of it, among ${squared.length} pictures`);
  return { ratio: Math.sqrt(own / other), rival };
}
