import type { WaitingPicture } from './waiting-picture.ts';

/** Pictures that are computed together, each by one scale. */
export interface Pass {
  readonly pictures: readonly WaitingPicture[];
  /** Of all of them together. */
  readonly cost: number;
}

export interface PassLimits {
  /** Longest pass, unless a single picture takes longer: newcomers and cancels wait no longer than it. @default 150 */
  readonly passMs?: number;
  /**
   * A picture joins a pass if this saves at least such a share of its cost alone. Otherwise it would only delay those
   * before it. @default 0.2
   */
  readonly worthSaving?: number;
  /** Measured device time per unit of cost. */
  readonly msPerCost: number;
  /** Cost of computing these together, in the units of `nextCost`. Many small scales cost hardly more than one. */
  readonly costOf: (pictures: readonly WaitingPicture[]) => number;
  /** Only pictures of the same shape as the most urgent one are computed with it. @default any */
  readonly shapeOf?: (picture: WaitingPicture) => unknown;
  /** Whether these may be computed together, in any other respect: memory, tokens. @default true */
  readonly fits?: (pictures: readonly WaitingPicture[]) => boolean;
}

/** While previews are made, passes are shorter by this factor, because a preview takes several. */
const coarseFactor = 4;

/**
 * The next pass: the most urgent picture, and those after it that fit and gain from it. It takes at most `passMs`, or as long as the
 * most urgent picture alone.
 * @param ordered as by `PassPolicy.order`; not empty.
 * @throws RangeError if it is empty.
 */
export function composePass(ordered: readonly WaitingPicture[], limits: PassLimits): Pass {
  const {
    passMs = 150,
    worthSaving = 0.2,
    msPerCost,
    costOf,
    shapeOf = () => null,
    fits = () => true,
  } = limits;
  const [first] = ordered;
  if (first === undefined) throw new RangeError('a pass needs a picture');
  let pass: Pass = { pictures: [first], cost: costOf([first]) };
  const longest = Math.max(pass.cost, (first.isCoarse ? passMs / coarseFactor : passMs) / msPerCost);
  const shape = shapeOf(first);
  for (const picture of ordered.slice(1)) {
    if (shapeOf(picture) !== shape) continue;
    const pictures = [...pass.pictures, picture];
    const cost = costOf(pictures);
    const saved = pass.cost + picture.nextCost - cost;
    if (cost <= longest && saved >= worthSaving * picture.nextCost && fits(pictures))
      pass = { pictures, cost };
  }
  return pass;
}
