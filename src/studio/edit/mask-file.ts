import { paintStrokes, type Stroke } from './stroke.ts';

/** Longest side of a mask; large enough for smooth edges on small pictures. */
const longestSide = 512;

/** The strokes as a PNG data URI with the picture's aspect ratio; edited areas are white. */
export async function maskFile(
  strokes: readonly Stroke[],
  size: { readonly width: number; readonly height: number },
): Promise<string> {
  const factor = longestSide / Math.max(size.width, size.height);
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(size.width * factor)),
    Math.max(1, Math.round(size.height * factor)),
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw.');
  context.strokeStyle = '#fff';
  paintStrokes(context, strokes);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return dataUri(await canvas.convertToBlob({ type: 'image/png' }));
}

async function dataUri(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return `data:${blob.type};base64,${btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))}`;
}
