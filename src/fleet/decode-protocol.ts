import { cellCount, type Grid } from '../flexvar/grid.ts';
import type { RgbImage } from '../inference/codec/rgb-image.ts';

/**
 * Remote decoding: `POST /codec/<digest>/<rows>x<columns>` with the tokens (uint16, little-endian, row-major) returns
 * the pixels (8-bit interleaved RGB), with their size in two headers. Uncompressed, because it is one hop within a
 * network.
 */
const widthHeader = 'x-width';
const heightHeader = 'x-height';

export function decodePath(digest: string, { rows, columns }: Grid): string {
  return `/codec/${digest}/${rows}x${columns}`;
}

/** The grid in the last path segment; null if no picture can have it. */
export function gridOfPath(part: string): Grid | null {
  const [, rows, columns] = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(part) ?? [];
  return rows === undefined ? null : { rows: Number(rows), columns: Number(columns) };
}

/** The tokens sent; null if their number does not match the grid. */
export function tokensOfBody(body: ArrayBuffer, grid: Grid): Uint16Array | null {
  return body.byteLength === cellCount(grid) * 2 ? new Uint16Array(body) : null;
}

export function decodedResponse({ width, height, data }: RgbImage): Response {
  return new Response(new Uint8Array(data), {
    headers: {
      'content-type': 'application/octet-stream',
      [widthHeader]: String(width),
      [heightHeader]: String(height),
    },
  });
}

/** @throws Error if the response is not a picture. */
export async function readDecoded(response: Response): Promise<RgbImage> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The worker responded with status ${response.status}.`);
  }
  const [width, height] = [widthHeader, heightHeader].map(name => Number(response.headers.get(name)));
  const data = new Uint8Array(await response.arrayBuffer());
  if (!width || !height || data.length !== width * height * 3)
    throw new Error(`The worker sent ${data.length} bytes for a picture of ${width} x ${height}.`);
  return { width, height, data };
}
