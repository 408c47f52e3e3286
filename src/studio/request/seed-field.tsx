import { Dices, X } from 'lucide-react';
import { Input, Label, NumberField } from 'react-aria-components';
import field from '../parts/field.module.css';
import { IconButton } from '../parts/icon-button.tsx';
import styles from './seed-field.module.css';

interface SeedFieldProps {
  /** null: the server draws one. */
  readonly value: number | null;
  onChange(seed: number | null): void;
}

/** Six digits: easy to read out, and more than anyone will exhaust. */
const seedsOfDice = 1_000_000;

export function SeedField({ value, onChange }: SeedFieldProps) {
  return (
    <div className={styles.row}>
      <NumberField
        className={field.field}
        value={value ?? Number.NaN}
        minValue={0}
        maxValue={Number.MAX_SAFE_INTEGER}
        formatOptions={{ useGrouping: false }}
        onChange={seed => onChange(Number.isNaN(seed) ? null : seed)}
      >
        <Label className={field.label}>Seed</Label>
        <Input className={field.input} placeholder="New each time" />
      </NumberField>
      {value !== null && (
        <IconButton label="Draw a new seed each time" onPress={() => onChange(null)}>
          <X />
        </IconButton>
      )}
      <IconButton label="Roll the dice" onPress={() => onChange(Math.floor(Math.random() * seedsOfDice))}>
        <Dices />
      </IconButton>
    </div>
  );
}
