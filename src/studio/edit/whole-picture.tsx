import { EditFrame } from './edit-frame.tsx';
import type { Source } from './source.ts';
import styles from './whole-picture.module.css';

export function WholePicture({ source }: { readonly source: Source }) {
  return (
    <EditFrame width={source.width} height={source.height}>
      <img className={styles.picture} src={source.url} alt="As it is" />
    </EditFrame>
  );
}
