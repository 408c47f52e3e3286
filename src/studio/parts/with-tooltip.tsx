import type { ReactNode } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import styles from './with-tooltip.module.css';

interface WithTooltipProps {
  readonly text: string;
  /** The control that the tooltip explains. */
  readonly children: ReactNode;
}

export function WithTooltip({ text, children }: WithTooltipProps) {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <Tooltip className={styles.tooltip} offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
