import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import styles from './expander.module.css';

interface ExpanderProps {
  readonly title: string;
  readonly startsOpen?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Optional fields, collapsed below a title. */
export function Expander({ title, startsOpen = false, className = '', children }: ExpanderProps) {
  return (
    <Disclosure className={`${styles.expander} ${className}`} defaultExpanded={startsOpen}>
      <Heading className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <ChevronRight />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel}>{children}</DisclosurePanel>
    </Disclosure>
  );
}
