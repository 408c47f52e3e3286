import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './choice-field.module.css';
import field from './field.module.css';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Shown instead of the label, which only screen readers then read. */
  readonly glyph?: ReactNode;
}

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  /** The result of the choice, such as a size in pixels. */
  readonly outcome?: string;
  readonly value: Value;
  readonly choices: readonly Choice<NoInfer<Value>>[];
  onChange(value: NoInfer<Value>): void;
}

/** A choice among a few options, side by side. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, outcome, value, choices, onChange } = props;
  const choose = (text: string) => {
    const choice = choices.find(each => each.value === text);
    if (choice) onChange(choice.value);
  };
  return (
    <RadioGroup className={field.field} value={value} onChange={choose} orientation="horizontal">
      <div className={field.head}>
        <Label className={field.label}>{label}</Label>
        {outcome !== undefined && <span className={field.value}>{outcome}</span>}
      </div>
      <div className={styles.choices}>
        {choices.map(choice => (
          <Radio key={choice.value} value={choice.value} className={styles.choice} aria-label={choice.label}>
            {choice.glyph ?? choice.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
