/** A point in a picture, 0 to 1 from left to right and top to bottom. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** One brush stroke. */
export interface Stroke {
  readonly places: readonly Place[];
  /** Width of the brush, relative to the longest side of the picture. */
  readonly width: number;
  /** Erases from the mask instead of adding to it. */
  readonly erases: boolean;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints strokes in the current colour of the context. */
export function paintStrokes(context: Context, strokes: readonly Stroke[]): void {
  const { width, height } = context.canvas;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { places, width: share, erases } of strokes) {
    context.globalCompositeOperation = erases ? 'destination-out' : 'source-over';
    context.lineWidth = share * Math.max(width, height);
    context.beginPath();
    for (const { x, y } of places) context.lineTo(x * width, y * height);
    // A line with a single point is a dot.
    if (places.length === 1) for (const { x, y } of places) context.lineTo(x * width, y * height);
    context.stroke();
  }
  context.globalCompositeOperation = 'source-over';
}
