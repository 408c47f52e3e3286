import type { ReactNode } from 'react';
import { Popover } from 'react-aria-components';
import styles from './bubble.module.css';

/** A small surface beside the button that opened it. */
export function Bubble({ children }: { readonly children: ReactNode }) {
  return (
    <Popover className={styles.bubble} placement="bottom start" offset={6}>
      {children}
    </Popover>
  );
}
