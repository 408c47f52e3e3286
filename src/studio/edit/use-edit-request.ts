import { useEffect, useState } from 'react';
import type { EditRequest } from '../api/use-edit-picture.ts';
import { type EditSettings, editRequest } from './edit-settings.ts';
import type { Source } from './source.ts';
import type { Stroke } from './stroke.ts';

/** The request for the current form, for planning; null while nothing would change. */
export function useEditRequest(
  source: Source,
  settings: EditSettings,
  strokes: readonly Stroke[],
): EditRequest | null {
  const [request, setRequest] = useState<EditRequest | null>(null);
  useEffect(() => {
    let current = true;
    editRequest(source, settings, strokes)
      .then(made => current && setRequest(made))
      .catch(() => current && setRequest(null));
    return () => {
      current = false;
    };
  }, [source, settings, strokes]);
  return request;
}
