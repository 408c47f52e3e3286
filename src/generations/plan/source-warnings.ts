import type { Rectangle } from '../../images/canvas/canvas-mapping.ts';
import type { RgbImage } from '../../inference/codec/rgb-image.ts';
import type { GoodFor } from '../../inference/packs/good-for.ts';

/** Tolerance per channel when comparing with the background, because JPEG alters white. */
const tolerance = 24;
/** A subject may touch the edge, but at least this share of the edge is background. */
const backgroundShare = 0.5;

/**
 * Checks, from its edge alone, whether a picture is of the kind a model was trained on: photographs rarely have the
 * plain background common to all pictures of some models.
 * @param canvas the picture in its canvas. @param place position of the picture in the canvas.
 * @returns a warning if it is a different kind, otherwise none.
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

/** Share of the outermost pixels that match a colour. */
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
