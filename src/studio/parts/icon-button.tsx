import type { ReactNode } from 'react';
import { Button, type ButtonProps } from 'react-aria-components';
import styles from './icon-button.module.css';
import { WithTooltip } from './with-tooltip.tsx';

interface IconButtonProps extends Pick<ButtonProps, 'onPress' | 'isDisabled'> {
  /** The action, for users who do not see the icon. */
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, children, ...props }: IconButtonProps) {
  return (
    <WithTooltip text={label}>
      <Button {...props} aria-label={label} className={styles.button}>
        {children}
      </Button>
    </WithTooltip>
  );
}
