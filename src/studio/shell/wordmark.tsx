import { Link } from 'wouter';
import styles from './shell.module.css';

/** Four bars, coarse to fine. */
export function Wordmark() {
  return (
    <Link href="/" className={styles.wordmark} aria-label="FlexVAR Studio, start">
      <img src="/favicon.svg" alt="" width="22" height="22" />
      <span>
        FlexVAR <b>Studio</b>
      </span>
    </Link>
  );
}
