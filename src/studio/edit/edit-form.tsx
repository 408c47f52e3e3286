import { Undo2 } from 'lucide-react';
import type { FormEvent } from 'react';
import type { ModelPartsFragment, PlanEditQuery } from '../gql/graphql.ts';
import { Button } from '../parts/button.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import field from '../parts/field.module.css';
import { NumberField } from '../parts/number-field.tsx';
import { SliderField } from '../parts/slider-field.tsx';
import { ClassField } from '../request/class-field.tsx';
import form from '../request/request-form.module.css';
import { SeedField } from '../request/seed-field.tsx';
import type { EditSettings } from './edit-settings.ts';

type EditPlan = Extract<PlanEditQuery['requestPlan'], { __typename: 'RequestPlan' }>;

interface EditFormProps {
  readonly model: ModelPartsFragment;
  readonly settings: EditSettings;
  readonly plan: EditPlan | undefined;
  /** Whether anything would change. */
  readonly isReady: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  onChange(settings: EditSettings): void;
  onSubmit(): void;
  onPutBack(): void;
}

/** How to edit. */
export function EditForm(props: EditFormProps) {
  const { model, settings, plan, isReady, isPending, error, onChange, onSubmit, onPutBack } = props;
  const set = (change: Partial<EditSettings>) => onChange({ ...settings, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={form.form} aria-label="Edit" onSubmit={submit}>
      <ClassField model={model.name} value={settings.className} onChange={className => set({ className })} />
      {settings.operation === 'paint' && plan && (
        <SliderField
          label="Keep the coarse scales"
          value={Math.min(settings.fromScale, plan.plan.length - 1)}
          min={0}
          max={plan.plan.length - 1}
          step={1}
          describe={scales => (scales === 0 ? 'none' : `the first ${scales}`)}
          onChange={fromScale => set({ fromScale })}
        />
      )}
      {settings.operation === 'refine' && plan && (
        <SliderField
          label="Keep from the picture"
          value={settings.fidelity ?? fidelityOf(plan)}
          min={0}
          max={plan.plan.length - 1}
          step={1}
          describe={index => `scales up to ${index + 1}`}
          onChange={fidelity => set({ fidelity })}
        />
      )}
      <SeedField value={settings.seed} onChange={seed => set({ seed })} />
      {error && <ErrorNote error={error} onSuggestion={className => set({ className })} />}
      {[...(plan?.warnings ?? []), ...notesOf(plan)].map(warning => (
        <p key={warning} className={field.hint}>
          {warning}
        </p>
      ))}
      <div className={form.go}>
        <NumberField
          label="Pictures"
          value={settings.count}
          min={1}
          max={16}
          onChange={count => set({ count })}
        />
        <Button look="primary" type="submit" isDisabled={!isReady} isBusy={isPending}>
          {settings.count === 1 ? 'Draw it' : `Draw ${settings.count}`}
        </Button>
      </div>
      <Button look="quiet" onPress={onPutBack}>
        <Undo2 /> Choose another picture
      </Button>
    </form>
  );
}

function fidelityOf({ edit }: EditPlan): number {
  return edit && 'fidelity' in edit ? edit.fidelity : 0;
}

function notesOf(plan: EditPlan | undefined): readonly string[] {
  return plan?.edit && 'notes' in plan.edit ? plan.edit.notes : [];
}
