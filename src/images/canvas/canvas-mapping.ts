import type { PixelSize } from '../../flexvar/pixel-size.ts';

/** A part of a picture, in pixels. */
export interface Rectangle extends PixelSize {
  readonly left: number;
  readonly top: number;
}

/**
 * Position of a source in the model's canvas, whose sides are whole numbers of tokens. The free area is padded, and
 * cropped from the result.
 */
export interface CanvasMapping {
  /** Size of the source as received, after EXIF rotation. */
  readonly sourceSize: PixelSize;
  readonly canvas: PixelSize;
  /** Position of the source, at its scaled size. */
  readonly source: Rectangle;
  /** The returned area. */
  readonly crop: Rectangle;
}

/** Source pixels to add on each side, 0 or more. */
export interface Growth {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Model properties that determine the working size. */
export interface CanvasModel {
  /** Pixels per token side. */
  readonly stride: number;
  /** Longest side the model was trained at, in pixels. */
  readonly trainedSide: number;
  /** Maximum side of a picture, in pixels. */
  readonly longestSide: number;
}

/** Pictures with sides from half to twice the trained side keep their size. */
const keptFactor = 2;

export const noGrowth: Growth = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * The default working size: the picture's own if the model does well at it (an area from a quarter to four times the
 * trained one), otherwise the trained area. The aspect ratio is kept.
 */
export function workingSize(picture: PixelSize, model: CanvasModel): PixelSize {
  const trainedArea = model.trainedSide ** 2;
  const area = picture.width * picture.height;
  const fits =
    area * keptFactor ** 2 >= trainedArea &&
    area <= trainedArea * keptFactor ** 2 &&
    Math.max(picture.width, picture.height) <= model.longestSide;
  return fits ? picture : trainedSize(picture, model);
}

/** The size with the trained area and the picture's aspect ratio. */
export function trainedSize(picture: PixelSize, model: CanvasModel): PixelSize {
  return containedSize(picture, longestOf(picture, model));
}

/** A box with the trained area and the picture's aspect ratio, limited to the model's maximum side. */
function longestOf({ width, height }: PixelSize, { trainedSide, longestSide }: CanvasModel): PixelSize {
  const factor = trainedSide / Math.sqrt(width * height);
  return {
    width: Math.min(longestSide, width * factor),
    height: Math.min(longestSide, height * factor),
  };
}

/** The largest size with the picture's aspect ratio that fits into a box, in whole pixels, at least one. */
export function containedSize(picture: PixelSize, box: PixelSize): PixelSize {
  const factor = Math.min(box.width / picture.width, box.height / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * factor)),
    height: Math.max(1, Math.round(picture.height * factor)),
  };
}

/** The smallest canvas of whole tokens that contains a picture. */
export function canvasAround({ width, height }: PixelSize, stride: number): PixelSize {
  return { width: Math.ceil(width / stride) * stride, height: Math.ceil(height / stride) * stride };
}

/**
 * Places a source in a canvas: at the top left, as large as fits, surrounded by its growth. The rest of the canvas, at
 * the right and bottom, is padding.
 * @param working size of source plus growth; at most the canvas.
 */
export function mapToCanvas(
  sourceSize: PixelSize,
  working: PixelSize,
  canvas: PixelSize,
  growth: Growth = noGrowth,
): CanvasMapping {
  const grown = grownSize(sourceSize, growth);
  const across = working.width / grown.width;
  const down = working.height / grown.height;
  const left = Math.min(working.width - 1, Math.round(growth.left * across));
  const top = Math.min(working.height - 1, Math.round(growth.top * down));
  const right = Math.max(left + 1, working.width - Math.round(growth.right * across));
  const bottom = Math.max(top + 1, working.height - Math.round(growth.bottom * down));
  return {
    sourceSize,
    canvas,
    source: { left, top, width: right - left, height: bottom - top },
    crop: { left: 0, top: 0, ...working },
  };
}

/** Size of a picture after growing. */
export function grownSize({ width, height }: PixelSize, growth: Growth): PixelSize {
  return { width: width + growth.left + growth.right, height: height + growth.top + growth.bottom };
}

/** Where a picture stays when the canvas changes shape: 0 is left or top, 1 right or bottom. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
}

/** The growth needed for an aspect ratio (width over height), in one direction only. */
export function growthToAspectRatio({ width, height }: PixelSize, ratio: number, anchor: Anchor): Growth {
  const across = Math.max(0, Math.round(height * ratio) - width);
  const down = Math.max(0, Math.round(width / ratio) - height);
  const wider = ratio > width / height;
  const left = wider ? Math.round(across * anchor.x) : 0;
  const top = wider ? 0 : Math.round(down * anchor.y);
  return {
    left,
    top,
    right: wider ? across - left : 0,
    bottom: wider ? 0 : down - top,
  };
}

/** The returned part of a scale's picture: the crop in proportion, in whole pixels, at least one in each direction. */
export function cropAt({ canvas, crop }: CanvasMapping, picture: PixelSize): Rectangle {
  const [left, width] = span(crop.left, crop.width, picture.width / canvas.width, picture.width);
  const [top, height] = span(crop.top, crop.height, picture.height / canvas.height, picture.height);
  return { left, top, width, height };
}

function span(start: number, length: number, factor: number, limit: number): readonly [number, number] {
  const from = Math.min(limit - 1, Math.round(start * factor));
  const to = Math.min(limit, Math.max(from + 1, Math.round((start + length) * factor)));
  return [from, to - from];
}
