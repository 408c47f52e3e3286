import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'isPending'> {
  /** `primary`: the one thing to do here; `quiet`: among many. @default 'plain' */
  readonly look?: 'primary' | 'plain' | 'quiet';
  /** What it does is under way: it keeps the focus, but does nothing more meanwhile. */
  readonly isBusy?: boolean;
}

export function Button({ look = 'plain', isBusy = false, ...props }: ButtonProps) {
  const whileBusy: AriaButtonProps = isBusy ? { onPress: () => {}, type: 'button' } : {};
  return (
    <AriaButton
      {...props}
      {...whileBusy}
      className={`${styles.button} ${styles[look]} ${isBusy ? styles.busy : ''}`}
    />
  );
}
