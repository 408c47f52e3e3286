import { cellCount, type Grid } from '../flexvar/grid.ts';
import type { RgbImage } from '../inference/codec/rgb-image.ts';

/**
 * How processes have each other decode: `POST /codec/<digest>/<rows>x<columns>` with the tokens (uint16, little-endian, row-major)
 * gives the pixels (8-bit interleaved RGB), and their size in two headers. Uncompressed: it is one hop in one network.
 */
const widthHeader = 'x-width';
const heightHeader = 'x-height';

export function decodePath(digest: string, { rows, columns }: Grid): string {
  return `/codec/${digest}/${rows}x${columns}`;
}

/** The grid of a path's last part; null when it is none that a picture can have. */
export function gridOfPath(part: string): Grid | null {
  const [, rows, columns] = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(part) ?? [];
  return rows === undefined ? null : { rows: Number(rows), columns: Number(columns) };
}

/** Tokens as they were sent; null when there are not as many as the grid has cells. */
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

/** @throws Error when it is no picture. */
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
