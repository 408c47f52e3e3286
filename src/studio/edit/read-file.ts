import type { Source } from './source.ts';

/**
 * A file as a source.
 * @throws Error when the browser cannot show it.
 */
export async function readFile(file: File): Promise<Source> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return { kind: 'file', file, url, width: image.naturalWidth, height: image.naturalHeight };
  } catch {
    URL.revokeObjectURL(url);
    throw new Error(`${file.name} is no picture that this browser can show.`);
  }
}
