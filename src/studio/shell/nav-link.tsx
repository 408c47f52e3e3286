import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import styles from './shell.module.css';

interface NavLinkProps {
  readonly href: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

export function NavLink({ href, icon, children }: NavLinkProps) {
  const [here] = useRoute(href);
  return (
    <Link href={href} className={styles.link} aria-current={here ? 'page' : undefined}>
      {icon}
      <span>{children}</span>
    </Link>
  );
}
