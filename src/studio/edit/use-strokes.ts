import { useState } from 'react';
import type { Stroke } from './stroke.ts';

/** The strokes, with undo. */
export function useStrokes() {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  return {
    strokes,
    add: (stroke: Stroke) => setStrokes(known => [...known, stroke]),
    undo: () => setStrokes(known => known.slice(0, -1)),
    clear: () => setStrokes([]),
  };
}
