import styles from './loading-card.module.css';

/** Placeholder for a picture being loaded. */
export function LoadingCard() {
  return <div className={styles.loading} aria-hidden="true" />;
}
