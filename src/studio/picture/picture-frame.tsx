import type { ReactNode } from 'react';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import styles from './picture-frame.module.css';

interface PictureFrameProps {
  readonly plan: GenerationPartsFragment['plan'];
  readonly children: ReactNode;
}

/** A mat of the finished picture's shape, from the start: nothing moves when the picture comes. */
export function PictureFrame({ plan, children }: PictureFrameProps) {
  const { width = 1, height = 1 } = plan.at(-1) ?? {};
  return (
    <div className={styles.frame} style={{ aspectRatio: `${width} / ${height}` }}>
      {children}
    </div>
  );
}
