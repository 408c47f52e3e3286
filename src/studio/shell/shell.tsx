import { Brush, History, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { SignOut } from '../sign-in/sign-out.tsx';
import { NavLink } from './nav-link.tsx';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch.tsx';
import { Wordmark } from './wordmark.tsx';

/** The frame around every view. On phones, navigation is at the bottom, within reach of the thumb. */
export function Shell({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <header className={styles.header}>
        <Wordmark />
        <nav className={styles.nav} aria-label="Studio">
          <NavLink href="/" icon={<Sparkles />}>
            Create
          </NavLink>
          <NavLink href="/edit" icon={<Brush />}>
            Edit
          </NavLink>
          <NavLink href="/history" icon={<History />}>
            History
          </NavLink>
        </nav>
        <div className={styles.aside}>
          <a className={styles.api} href="/graphql">
            API
          </a>
          <SignOut />
          <ThemeSwitch />
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
