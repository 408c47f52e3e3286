import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import field from './field.module.css';
import styles from './slider-field.module.css';

interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words. @default the number */
  describe?(value: number): string;
  onChange(value: number): void;
}

export function SliderField({ label, value, min, max, step, describe, onChange }: SliderFieldProps) {
  return (
    <Slider
      className={field.field}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
    >
      <div className={field.head}>
        <Label className={field.label}>{label}</Label>
        <SliderOutput className={field.value}>
          {({ state }) => describe?.(value) ?? state.getThumbValueLabel(0)}
        </SliderOutput>
      </div>
      <SliderTrack className={styles.track}>
        {({ state }) => (
          <>
            <div className={styles.rail} />
            <div className={styles.fill} style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className={styles.thumb} />
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
