/** A place in a picture: 0 to 1 from left to right and from top to bottom. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** One movement of the brush. */
export interface Stroke {
  readonly places: readonly Place[];
  /** Width of the brush, as a share of the picture's longest side. */
  readonly width: number;
  /** Takes away from the mask instead of adding to it. */
  readonly erases: boolean;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints strokes in the context's colour over what is there. */
export function paintStrokes(context: Context, strokes: readonly Stroke[]): void {
  const { width, height } = context.canvas;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { places, width: share, erases } of strokes) {
    context.globalCompositeOperation = erases ? 'destination-out' : 'source-over';
    context.lineWidth = share * Math.max(width, height);
    context.beginPath();
    for (const { x, y } of places) context.lineTo(x * width, y * height);
    // A line of one place is a dot.
    if (places.length === 1) for (const { x, y } of places) context.lineTo(x * width, y * height);
    context.stroke();
  }
  context.globalCompositeOperation = 'source-over';
}
