import type { CanvasInput, ModelPartsFragment } from '../gql/graphql.ts';

/** Ratio of width to height. */
export const shapes = {
  square: { label: 'Square', width: 1, height: 1 },
  landscape: { label: 'Landscape', width: 4, height: 3 },
  portrait: { label: 'Portrait', width: 3, height: 4 },
  wide: { label: 'Wide', width: 2, height: 1 },
  tall: { label: 'Tall', width: 1, height: 2 },
} as const;
export type ShapeName = keyof typeof shapes;
export const shapeNames = ['square', 'landscape', 'portrait', 'wide', 'tall'] as const satisfies ShapeName[];

/** Side of a square of the same area, relative to the trained side. */
const sideFactors = { trained: 1, larger: 1.5, double: 2 } as const;
export type SizeName = keyof typeof sideFactors;
export const sizeNames = ['trained', 'larger', 'double'] as const satisfies SizeName[];

type ModelSize = Pick<ModelPartsFragment, 'stride' | 'trainedSide'>;

/** Size of the picture in pixels, rounded to whole tokens. */
export function canvasSize(shape: ShapeName, size: SizeName, { stride, trainedSide }: ModelSize) {
  const ratio = shapes[shape].width / shapes[shape].height;
  const side = trainedSide * sideFactors[size];
  const whole = (pixels: number) => Math.max(1, Math.round(pixels / stride)) * stride;
  return { width: whole(side * Math.sqrt(ratio)), height: whole(side / Math.sqrt(ratio)) };
}

/** The canvas input; null for the model's default. */
export function canvasInput(shape: ShapeName, size: SizeName, model: ModelSize): CanvasInput | null {
  if (size !== 'trained') return { size: canvasSize(shape, size, model) };
  if (shape === 'square') return null;
  const { width, height } = shapes[shape];
  return { aspectRatio: { width, height } };
}
