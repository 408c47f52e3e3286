import { ProgressBar } from 'react-aria-components';
import { hasEnded } from '../api/status.ts';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { PictureFrame } from './picture-frame.tsx';
import styles from './picture-view.module.css';
import { shareDone } from './progress.ts';
import { ScaleLadder } from './scale-ladder.tsx';
import { SharpeningImage } from './sharpening-image.tsx';
import { subjectOf } from './subject.ts';

interface PictureViewProps {
  readonly generation: GenerationPartsFragment;
  /** Index of the scale to show. */
  readonly scaleIndex: number | null;
  onSelectScale(index: number): void;
}

/** A picture as far as it is, with its scales below. */
export function PictureView({ generation, scaleIndex, onSelectScale }: PictureViewProps) {
  const { plan, scales, status } = generation;
  const scale = scaleIndex === null ? undefined : scales[scaleIndex];
  const subject = subjectOf(generation);
  return (
    <div className={styles.view}>
      <PictureFrame plan={plan}>
        {scale && (
          <SharpeningImage
            src={scale.image.url}
            alt={`${subject}, scale ${scale.index + 1} of ${plan.length}`}
          />
        )}
        {!scale && !hasEnded(generation) && <div className={styles.waiting} />}
        {!hasEnded(generation) && (
          <ProgressBar aria-label={`Progress of ${subject}`} value={shareDone(generation) * 100}>
            {({ percentage = 0 }) => (
              <div className={styles.progress}>
                <div className={styles.done} style={{ width: `${percentage}%` }} />
              </div>
            )}
          </ProgressBar>
        )}
      </PictureFrame>
      <ScaleLadder
        plan={plan}
        scales={scales}
        selected={scaleIndex}
        climbing={status === 'RUNNING'}
        onSelect={onSelectScale}
      />
    </div>
  );
}
