import type { Rectangle } from '../../images/canvas/canvas-mapping.ts';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import type { GoodFor } from '../../inference/packs/good-for.ts';

/** A channel may be this far from the background's: what JPEG leaves of white. */
const tolerance = 24;
/** A thing may touch the edge of its picture; this much of the edge is background all the same. */
const backgroundShare = 0.5;

/**
 * Looks whether a picture is of the kind that a model has seen, as far as its edge tells: a photograph is rarely on the
 * plain background that all pictures of some models have.
 * @param canvas the picture in its canvas. @param place where in it the picture lies.
 * @returns a sentence when it is of another kind, else none.
 */
export function sourceWarnings(
  { background, pictures }: GoodFor,
  canvas: RgbImage,
  place: Rectangle,
): string[] {
  if (background === undefined) return [];
  const share = edgeShare(canvas, place, channelsOf(background));
  if (share >= backgroundShare) return [];
  const kind = pictures === undefined ? '' : `, ${pictures}`;
  return [
    `source: this model knows only one kind of picture${kind}. Only ${Math.round(share * 100)} % of the ` +
      `source's edge matches the background ${background}, so it is probably a different kind, such as a ` +
      'photograph: the result will not match it.',
  ];
}

/** Share of the outermost pixels that are like a colour. */
function edgeShare(
  { width: stride, data }: RgbImage,
  { left, top, width, height }: Rectangle,
  colour: readonly number[],
): number {
  let like = 0;
  let all = 0;
  const look = (x: number, y: number) => {
    const start = ((top + y) * stride + left + x) * 3;
    const isLike = colour.every(
      (value, channel) => Math.abs((data[start + channel] ?? 0) - value) <= tolerance,
    );
    all++;
    if (isLike) like++;
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) look(x, y);
  for (let y = 1; y < height - 1; y++) for (const x of [0, width - 1]) look(x, y);
  return like / all;
}

/** @param colour such as "#ffffff". @returns red, green, blue. */
function channelsOf(colour: string): readonly number[] {
  return [1, 3, 5].map(start => Number.parseInt(colour.slice(start, start + 2), 16));
}
