import type { EditRequest } from '../api/use-edit-picture.ts';
import { maskFile } from './mask-file.ts';
import { noSides, type Sides } from './sides.ts';
import { type Source, sourceInput } from './source.ts';
import type { Stroke } from './stroke.ts';

/** Operations on a picture. */
export const operations = ['paint', 'expand', 'refine'] as const;
export type Operation = (typeof operations)[number];

/** The form's settings, apart from source and mask. */
export interface EditSettings {
  readonly operation: Operation;
  /** Class name; empty for none. */
  readonly className: string;
  readonly count: number;
  readonly seed: number | null;
  /** Painting: index of the first scale that may change. */
  readonly fromScale: number;
  readonly sides: Sides;
  /** Refining: index of the finest scale taken from the source; null for the finest it supports. */
  readonly fidelity: number | null;
}

export const firstEditSettings: EditSettings = {
  operation: 'paint',
  className: '',
  count: 1,
  seed: null,
  fromScale: 0,
  sides: noSides,
  fidelity: null,
};

/** The request for these settings and mask; null while nothing would change. */
export async function editRequest(
  source: Source,
  settings: EditSettings,
  strokes: readonly Stroke[],
): Promise<EditRequest | null> {
  const { operation, className, count, seed, fromScale, sides, fidelity } = settings;
  const input = {
    source: sourceInput(source),
    ...(className.trim() !== '' && { class: { name: className.trim() } }),
    ...(count !== 1 && { count }),
    ...(seed !== null && { seed }),
  };
  switch (operation) {
    case 'paint': {
      if (strokes.length === 0) return null;
      const mask = {
        image: { dataUri: await maskFile(strokes, source) },
        polarity: 'WHITE_IS_EDIT' as const,
      };
      return { inpaint: { ...input, mask, ...(fromScale > 0 && { fromScale }) } };
    }
    case 'expand':
      if (Object.values(sides).every(pixels => pixels === 0)) return null;
      return { expand: { ...input, by: { sides } } };
    case 'refine':
      return { refine: { ...input, ...(fidelity !== null && { fidelity }) } };
  }
}
