import { Minus, Plus } from 'lucide-react';
import { NumberField as AriaNumberField, Button, Group, Input, Label } from 'react-aria-components';
import field from './field.module.css';
import styles from './number-field.module.css';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  onChange(value: number): void;
}

/** A number field with buttons to decrement and increment. */
export function NumberField({ label, value, min, max, step = 1, onChange }: NumberFieldProps) {
  return (
    <AriaNumberField
      className={field.field}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      // NaN: the field was cleared.
      onChange={next => onChange(Number.isNaN(next) ? min : next)}
    >
      <Label className={field.label}>{label}</Label>
      <Group className={styles.group}>
        <Button slot="decrement" className={styles.step}>
          <Minus />
        </Button>
        <Input className={styles.input} />
        <Button slot="increment" className={styles.step}>
          <Plus />
        </Button>
      </Group>
    </AriaNumberField>
  );
}
