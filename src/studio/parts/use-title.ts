import { useEffect } from 'react';

/** Sets the title of the view, for the browser's tab and history. */
export function useTitle(view: string): void {
  useEffect(() => {
    document.title = `${view} · FlexVAR Studio`;
  }, [view]);
}
