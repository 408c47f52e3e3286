import type { PixelSize } from '../../flexvar/pixel-size.ts';
import { maxAspect } from '../../flexvar/plan.ts';
import { type Growth, growthToAspectRatio } from '../../images/canvas/canvas-mapping.ts';
import { InvalidInputError } from '../errors.ts';
import type { ExpandRequest } from '../request.ts';
import { chooseInteger } from './choose-integer.ts';

/** Maximum number of pixels to add on a side. */
const maxAdded = 16_384;

/** Source pixels to add on each side. @throws InvalidInputError */
export function chooseGrowth(by: ExpandRequest['by'], source: PixelSize): Growth {
  const growth = by.kind === 'sides' ? growthAtSides(by.sides) : growthToRatio(by, source);
  const width = source.width + growth.left + growth.right;
  const height = source.height + growth.top + growth.bottom;
  const ratio = width / height;
  if (ratio >= 1 / maxAspect && ratio <= maxAspect) return growth;
  throw new InvalidInputError({
    field: `by.${by.kind}`,
    given: `${width} x ${height}`,
    allowed: `such that the resulting aspect ratio is from 1:${maxAspect} to ${maxAspect}:1`,
  });
}

function growthAtSides(sides: Partial<Growth>): Growth {
  const side = (name: keyof Growth) => chooseInteger(`by.sides.${name}`, sides[name] ?? 0, 0, maxAdded);
  return { left: side('left'), top: side('top'), right: side('right'), bottom: side('bottom') };
}

function growthToRatio(
  { width, height, anchor }: Extract<ExpandRequest['by'], { kind: 'aspectRatio' }>,
  source: PixelSize,
): Growth {
  for (const [side, given] of Object.entries({ width, height }))
    if (!(Number.isFinite(given) && given > 0))
      throw new InvalidInputError({ field: `by.aspectRatio.${side}`, given, allowed: 'a number above 0' });
  const ratio = width / height;
  if (!(ratio >= 1 / maxAspect && ratio <= maxAspect))
    throw new InvalidInputError({
      field: 'by.aspectRatio',
      given: ratio,
      allowed: `from 1:${maxAspect} to ${maxAspect}:1`,
    });
  return growthToAspectRatio(source, ratio, anchor);
}
