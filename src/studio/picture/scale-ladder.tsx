import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { GenerationPartsFragment, ScaleForcing } from '../gql/graphql.ts';
import styles from './scale-ladder.module.css';

/** Origin of a scale's tokens, if not the model alone. */
const origins = {
  NONE: '',
  PARTLY: ', partly kept',
  WHOLLY: ', kept',
} satisfies Record<ScaleForcing, string>;

interface ScaleLadderProps {
  readonly plan: GenerationPartsFragment['plan'];
  readonly scales: GenerationPartsFragment['scales'];
  /** Index of the scale shown large. */
  readonly selected: number | null;
  /** Whether the next scale is being computed. */
  readonly climbing: boolean;
  onSelect(index: number): void;
}

/** Every scale of the plan, coarse to fine: finished ones as pictures, the others as empty rungs. */
export function ScaleLadder({ plan, scales, selected, climbing, onSelect }: ScaleLadderProps) {
  return (
    <ToggleButtonGroup
      className={styles.ladder}
      aria-label="Scales"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={keys => {
        for (const key of keys) onSelect(Number(key));
      }}
    >
      {plan.map(({ index, width, height, forced }) => {
        const scale = scales[index];
        return (
          <ToggleButton
            key={index}
            id={index}
            className={styles.rung}
            isDisabled={!scale}
            data-next={(climbing && index === scales.length) || undefined}
            data-forced={forced === 'NONE' ? undefined : forced}
            aria-label={`Scale ${index + 1} of ${plan.length}, ${width} by ${height} pixels${origins[forced]}`}
          >
            <span className={styles.picture} style={{ aspectRatio: `${width} / ${height}` }}>
              {scale && <img src={scale.image.url} alt="" />}
            </span>
            <span className={styles.side}>{Math.max(width, height)}</span>
          </ToggleButton>
        );
      })}
    </ToggleButtonGroup>
  );
}
