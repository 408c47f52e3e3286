import styles from './loading-card.module.css';

/** The place of a picture that is looked up. */
export function LoadingCard() {
  return <div className={styles.loading} aria-hidden="true" />;
}
