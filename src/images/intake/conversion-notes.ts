import type { Metadata } from 'sharp';
import type { WideSamples } from './wide-samples.ts';

/** Sentences about conversions of a picture. */
export function conversionNotes(
  metadata: Metadata,
  hadMoreFrames: boolean,
  wide: WideSamples | null,
): string[] {
  const { orientation = 1, depth, space, icc, hasAlpha } = metadata;
  const notes: string[] = [];
  if (hadMoreFrames) notes.push('The file has several frames or pages; only the first is used.');
  if (orientation > 1) notes.push('It was rotated according to its EXIF orientation.');
  if (hasAlpha) notes.push('Transparent areas were filled with white.');
  if (wide) notes.push(wide.note);
  else if (depth !== 'uchar') notes.push('Its samples were converted to 8 bits.');
  if (space === 'cmyk') notes.push('Its colours were converted from CMYK to sRGB.');
  else if (icc !== undefined && wide === null && !isSrgb(icc))
    notes.push('Its colours were converted from its embedded profile to sRGB.');
  return notes;
}

/** Based on the profile's description, which is ASCII or UTF-16. */
function isSrgb(icc: Buffer): boolean {
  return /s\0?R\0?G\0?B/.test(icc.toString('latin1'));
}
