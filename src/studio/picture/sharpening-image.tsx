import { useEffect, useRef, useState } from 'react';
import styles from './sharpening-image.module.css';

interface SharpeningImageProps {
  readonly src: string;
  readonly alt: string;
}

/** A picture that goes over into the next when that is loaded, without a moment of nothing between them. */
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

/** The address asked for last that is loaded, and the one shown before it. */
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
      // One that was asked for earlier may take longer; it is too late then.
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
