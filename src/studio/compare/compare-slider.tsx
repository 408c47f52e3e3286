import { useState } from 'react';
import styles from './compare-slider.module.css';
import { useEditSource } from './use-edit-source.ts';

interface CompareSliderProps {
  readonly generationId: string;
  /** Address of the picture as it is now. */
  readonly after: string;
}

/** The picture before on the left of a line, after on the right of it; the line can be moved. */
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
