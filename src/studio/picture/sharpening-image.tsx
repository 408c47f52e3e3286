import { useEffect, useRef, useState } from 'react';
import styles from './sharpening-image.module.css';

interface SharpeningImageProps {
  readonly src: string;
  readonly alt: string;
}

/** A picture that is replaced by the next one as soon as that is loaded, without flicker. */
export function SharpeningImage({ src, alt }: SharpeningImageProps) {
  const { shown, before } = useLoaded(src);
  if (shown === null) return null;
  return (
    <>
      {before !== null && <img key={before} className={styles.layer} src={before} alt="" />}
      <img key={shown} className={`${styles.layer} ${styles.entering}`} src={shown} alt={alt} />
    </>
  );
}

/** The latest URL that has loaded, and the one shown before it. */
function useLoaded(src: string): { shown: string | null; before: string | null } {
  const [loaded, setLoaded] = useState<{ shown: string | null; before: string | null }>({
    shown: null,
    before: null,
  });
  const asked = useRef(0);
  const answered = useRef(0);
  useEffect(() => {
    const turn = ++asked.current;
    const show = () => {
      // An earlier request may finish later; it is ignored then.
      if (turn <= answered.current) return;
      answered.current = turn;
      setLoaded(({ shown }) => (shown === src ? { shown, before: null } : { shown: src, before: shown }));
    };
    const image = new Image();
    image.src = src;
    image.decode().then(show, show);
  }, [src]);
  return loaded;
}
