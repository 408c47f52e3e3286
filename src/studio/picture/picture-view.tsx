import { useState } from 'react';
import { ProgressBar, ToggleButton } from 'react-aria-components';
import { hasEnded } from '../api/has-ended.ts';
import { CompareSlider } from '../compare/compare-slider.tsx';
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

/** A picture in its current state, with its scales below. */
export function PictureView({ generation, scaleIndex, onSelectScale }: PictureViewProps) {
  const { plan, scales, status } = generation;
  const scale = scaleIndex === null ? undefined : scales[scaleIndex];
  const subject = subjectOf(generation);
  const [look, setLook] = useState<'scale' | 'before and after' | 'all scales'>('scale');
  const animation = look === 'all scales' ? generation.animation : null;
  return (
    <div className={styles.view}>
      <PictureFrame plan={plan}>
        {scale && look === 'before and after' && (
          <CompareSlider generationId={generation.id} after={scale.image.url} />
        )}
        {animation && (
          <img
            className={styles.playing}
            src={animation.url}
            alt={`${subject}, its scales one after another`}
          />
        )}
        {scale && look !== 'before and after' && !animation && (
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
        <div className={styles.looks}>
          {scale && generation.animation && hasEnded(generation) && (
            <ToggleButton
              className={styles.look}
              isSelected={look === 'all scales'}
              onChange={on => setLook(on ? 'all scales' : 'scale')}
            >
              Play
            </ToggleButton>
          )}
          {scale && editsPicture(generation) && (
            <ToggleButton
              className={styles.look}
              isSelected={look === 'before and after'}
              onChange={on => setLook(on ? 'before and after' : 'scale')}
            >
              Compare
            </ToggleButton>
          )}
        </div>
      </PictureFrame>
      <ScaleLadder
        plan={plan}
        scales={scales}
        selected={scaleIndex}
        climbing={status === 'RUNNING'}
        onSelect={index => {
          if (look === 'all scales') setLook('scale');
          onSelectScale(index);
        }}
      />
    </div>
  );
}

/** Whether it was made from a picture that it can be compared with. */
function editsPicture({ edit }: GenerationPartsFragment): boolean {
  return edit != null && edit.__typename !== 'BranchEdit';
}
