import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'isPending'> {
  /** `primary`: the main action; `quiet`: one of many. @default 'plain' */
  readonly look?: 'primary' | 'plain' | 'quiet';
  /** The action is in progress: the button keeps the focus but ignores presses. */
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
