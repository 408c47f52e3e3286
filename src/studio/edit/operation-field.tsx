import { ChoiceField } from '../parts/choice-field.tsx';
import field from '../parts/field.module.css';
import { type Operation, operations } from './edit-settings.ts';
import type { Source } from './source.ts';

interface OperationFieldProps {
  readonly source: Source;
  readonly value: Operation;
  onChange(operation: Operation): void;
}

const labels = {
  paint: 'Paint over',
  expand: 'Expand',
  refine: 'Refine',
} satisfies Record<Operation, string>;

const hints = {
  paint: 'Paint over the part to redraw.',
  expand: 'Drag the frame outwards; the new area is drawn.',
  refine: 'Enlarge and clean up a small or poor picture.',
} satisfies Record<Operation, string>;

/** Chooses the operation. */
export function OperationField({ source, value, onChange }: OperationFieldProps) {
  return (
    <div className={field.field}>
      <ChoiceField
        label="What to do"
        outcome={`${source.width} × ${source.height} px`}
        value={value}
        choices={operations.map(each => ({ value: each, label: labels[each] }))}
        onChange={onChange}
      />
      <p className={field.hint}>{hints[value]}</p>
    </div>
  );
}
