import { useEffect, useRef } from 'react';
import { PictureCard } from '../picture/picture-card.tsx';
import styles from './stage.module.css';

/** The most recently requested pictures, as they arrive. */
export function Stage({ ids }: { readonly ids: readonly string[] }) {
  const section = useRef<HTMLElement>(null);
  const [first] = ids;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each new set of pictures
  useEffect(() => {
    // On a phone, the form above may leave no room for the result.
    const top = section.current?.getBoundingClientRect().top ?? 0;
    if (top > innerHeight / 2) section.current?.scrollIntoView({ block: 'start' });
  }, [first]);
  return (
    <section
      ref={section}
      className={styles.stage}
      data-single={ids.length === 1 || undefined}
      aria-label="Pictures"
    >
      {ids.map(id => (
        <PictureCard key={id} id={id} />
      ))}
    </section>
  );
}
