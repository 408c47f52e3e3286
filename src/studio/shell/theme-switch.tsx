import { Monitor, Moon, Sun } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { type Theme, themes, useTheme } from '../theme/use-theme.ts';

const icons = { system: <Monitor />, light: <Sun />, dark: <Moon /> } satisfies Record<Theme, unknown>;

/** Cycles through the themes. */
export function ThemeSwitch() {
  const [theme, setTheme] = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <IconButton label={`Theme: ${theme}. Switch to ${next}`} onPress={() => setTheme(next)}>
      {icons[theme]}
    </IconButton>
  );
}
