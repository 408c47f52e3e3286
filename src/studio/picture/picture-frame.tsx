import type { ReactNode } from 'react';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import styles from './picture-frame.module.css';

interface PictureFrameProps {
  readonly plan: GenerationPartsFragment['plan'];
  readonly children: ReactNode;
}

/** A mat with the final shape from the start, so that nothing moves when the picture arrives. */
export function PictureFrame({ plan, children }: PictureFrameProps) {
  const { width = 1, height = 1 } = plan.at(-1) ?? {};
  return (
    <div className={styles.frame} style={{ aspectRatio: `${width} / ${height}` }}>
      {children}
    </div>
  );
}
