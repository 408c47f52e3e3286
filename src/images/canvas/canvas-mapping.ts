import type { PixelSize } from '../../flexvar/pixel-size.ts';

/** A part of a picture, in its pixels. */
export interface Rectangle extends PixelSize {
  readonly left: number;
  readonly top: number;
}

/**
 * Where a source lies in the canvas that a model works on. A canvas is a whole number of tokens wide and high; what a
 * source leaves free of it is padded, and cut off again from what is returned.
 */
export interface CanvasMapping {
  /** Of the source as it came, upright. */
  readonly sourceSize: PixelSize;
  readonly canvas: PixelSize;
  /** Where the source lies, resized to this size. */
  readonly source: Rectangle;
  /** What is returned. */
  readonly crop: Rectangle;
}

/** Pixels of the source by which a picture grows at each side, 0 or more. */
export interface Growth {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What decides the size that a picture is worked on at. */
export interface CanvasModel {
  /** Pixels per token side. */
  readonly stride: number;
  /** Longest side the model was trained at, in pixels. */
  readonly trainedSide: number;
  /** Longest side a picture may have, in pixels. */
  readonly longestSide: number;
}

/** Sides from half to twice the trained one are worked on as they are. */
const keptFactor = 2;

export const noGrowth: Growth = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * The size a picture is worked on at when none is asked for: its own where the model does well at it (its area is
 * between a quarter and four times the trained one), and that of the trained area otherwise; the aspect ratio stays.
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

/** The size of the trained area that has the picture's aspect ratio. */
export function trainedSize(picture: PixelSize, model: CanvasModel): PixelSize {
  return containedSize(picture, longestOf(picture, model));
}

/** A box of the trained area and the picture's aspect ratio, no side longer than the model allows. */
function longestOf({ width, height }: PixelSize, { trainedSide, longestSide }: CanvasModel): PixelSize {
  const factor = trainedSide / Math.sqrt(width * height);
  return {
    width: Math.min(longestSide, width * factor),
    height: Math.min(longestSide, height * factor),
  };
}

/** The largest size with the picture's aspect ratio that fits into a box; whole pixels, at least one. */
export function containedSize(picture: PixelSize, box: PixelSize): PixelSize {
  const factor = Math.min(box.width / picture.width, box.height / picture.height);
  return {
    width: Math.max(1, Math.round(picture.width * factor)),
    height: Math.max(1, Math.round(picture.height * factor)),
  };
}

/** The smallest canvas of whole tokens that holds a picture. */
export function canvasAround({ width, height }: PixelSize, stride: number): PixelSize {
  return { width: Math.ceil(width / stride) * stride, height: Math.ceil(height / stride) * stride };
}

/**
 * Lays a source into a canvas: at the top left, as large as fits, with growth around it. What is left of the canvas at the
 * right and at the bottom is padding.
 * @param working size of source and growth together; at most the canvas.
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

/** Size of a picture after it has grown. */
export function grownSize({ width, height }: PixelSize, growth: Growth): PixelSize {
  return { width: width + growth.left + growth.right, height: height + growth.top + growth.bottom };
}

/** Where a picture stays while the canvas around it takes another shape: 0 left or top, 1 right or bottom. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
}

/** How much a picture has to grow to take an aspect ratio (width over height); it grows in one direction only. */
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

/** The part of a scale's picture that is returned: the crop in proportion, in whole pixels, at least one each way. */
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
