import { useEffect, useState } from 'react';

/** `system`: whatever the device is set to. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'theme';

/** The chosen theme, stored in the browser and applied at once. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => {
    if (theme === 'system') {
      localStorage.removeItem(storageKey);
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem(storageKey, theme);
      document.documentElement.dataset.theme = theme;
    }
  }, [theme]);
  return [theme, setTheme];
}

function storedTheme(): Theme {
  const stored = localStorage.getItem(storageKey);
  return themes.find(theme => theme === stored) ?? 'system';
}
