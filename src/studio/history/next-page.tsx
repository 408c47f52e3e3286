import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import styles from './next-page.module.css';

interface NextPageProps {
  readonly isPending: boolean;
  onWanted(): unknown;
}

/** Loads the next page when it comes near the viewport; also a button, for users who do not scroll. */
export function NextPage({ isPending, onWanted }: NextPageProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isPending || !place.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onWanted();
      },
      { rootMargin: '600px' },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [isPending, onWanted]);
  return (
    <div ref={place} className={styles.next}>
      <Button isBusy={isPending} onPress={() => onWanted()}>
        {isPending ? 'Loading' : 'Show older pictures'}
      </Button>
    </div>
  );
}
