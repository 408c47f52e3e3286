import { PictureCard } from '../picture/picture-card.tsx';
import styles from './stage.module.css';

/** The pictures that were asked for last, as they come. */
export function Stage({ ids }: { readonly ids: readonly string[] }) {
  return (
    <section className={styles.stage} data-single={ids.length === 1 || undefined} aria-label="Pictures">
      {ids.map(id => (
        <PictureCard key={id} id={id} />
      ))}
    </section>
  );
}
