/** Pixels added on each side of a picture. */
export interface Sides {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export type Side = keyof Sides;
export const sideNames = ['left', 'top', 'right', 'bottom'] as const satisfies Side[];

export const noSides: Sides = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * Pixels added by dragging a side to a point.
 * @param point in the picture's pixels, from its upper left corner.
 */
export function addedAt(
  side: Side,
  point: { readonly x: number; readonly y: number },
  picture: { readonly width: number; readonly height: number },
): number {
  switch (side) {
    case 'left':
      return -point.x;
    case 'top':
      return -point.y;
    case 'right':
      return point.x - picture.width;
    case 'bottom':
      return point.y - picture.height;
  }
}
