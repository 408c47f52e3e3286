import { useEffect } from 'react';

/** The name of a view, in the browser's tab and history. */
export function useTitle(view: string): void {
  useEffect(() => {
    document.title = `${view} · FlexVAR Studio`;
  }, [view]);
}
