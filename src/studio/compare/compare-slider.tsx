import { useState } from 'react';
import styles from './compare-slider.module.css';
import { useEditSource } from './use-edit-source.ts';

interface CompareSliderProps {
  readonly generationId: string;
  /** URL of the current picture. */
  readonly after: string;
}

/** The picture before, left of a movable line, and after, right of it. */
export function CompareSlider({ generationId, after }: CompareSliderProps) {
  const [percent, setPercent] = useState(50);
  const { data: before } = useEditSource(generationId);
  return (
    <div className={styles.compare}>
      <img className={styles.layer} src={after} alt="After" />
      {before && (
        <img
          className={styles.layer}
          style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}
          src={before}
          alt="Before"
        />
      )}
      <i className={styles.line} style={{ left: `${percent}%` }} />
      <input
        className={styles.range}
        type="range"
        min={0}
        max={100}
        value={percent}
        aria-label="Before and after"
        aria-valuetext={`${percent} % before`}
        onChange={event => setPercent(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
