import type { ReactNode } from 'react';
import styles from './edit-frame.module.css';

interface EditFrameProps {
  /** Size of the picture; only the ratio matters. */
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
}

/** Longest side on the screen, in pixels. */
const longestSide = 480;

/** Frame for the picture being edited: as large as the room allows, whatever the picture's size. */
export function EditFrame({ width, height, children }: EditFrameProps) {
  const maxWidth = (width / Math.max(width, height)) * longestSide;
  return (
    <div className={styles.frame} style={{ aspectRatio: `${width} / ${height}`, maxWidth }}>
      {children}
    </div>
  );
}
