import type { FormEvent, KeyboardEvent } from 'react';
import type { ModelPartsFragment } from '../gql/graphql.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceField } from '../parts/choice-field.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Expander } from '../parts/expander.tsx';
import field from '../parts/field.module.css';
import { NumberField } from '../parts/number-field.tsx';
import { SliderField } from '../parts/slider-field.tsx';
import { ClassField } from '../request/class-field.tsx';
import form from '../request/request-form.module.css';
import { SeedField } from '../request/seed-field.tsx';
import { canvasSize, sizeNames } from './canvas.ts';
import styles from './composer.module.css';
import { SamplingFields } from './sampling-fields.tsx';
import type { Settings } from './settings.ts';
import { ShapeField } from './shape-field.tsx';
import { useWarnings } from './use-warnings.ts';

interface ComposerProps {
  readonly model: ModelPartsFragment;
  readonly settings: Settings;
  readonly isPending: boolean;
  readonly error: Error | null;
  onChange(settings: Settings): void;
  onSubmit(settings: Settings): void;
}

/** The request as a form. Enter in the text field, or Ctrl+Enter anywhere in it, sends it. */
export function Composer({ model, settings, isPending, error, onChange, onSubmit }: ComposerProps) {
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change });
  const warnings = useWarnings(settings, model);
  const size = canvasSize(settings.shape, settings.size, model);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(settings);
  };
  return (
    <form className={form.form} aria-label="New picture" onSubmit={submit} onKeyDown={submitFromAnywhere}>
      <ClassField
        model={model.name}
        value={settings.className}
        emptyMeans="Surprise me"
        onChange={className => set({ className })}
      />
      {error && (
        <ErrorNote
          error={error}
          onSuggestion={className => {
            set({ className });
            onSubmit({ ...settings, className });
          }}
        />
      )}
      {warnings.map(warning => (
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
        <Button look="primary" type="submit" isBusy={isPending}>
          {settings.count === 1 ? 'Draw it' : `Draw ${settings.count}`}
        </Button>
      </div>
      <Expander
        title="Settings"
        className={styles.more}
        startsOpen={matchMedia('(min-width: 900px)').matches}
      >
        <ShapeField
          value={settings.shape}
          outcome={`${size.width} × ${size.height} px`}
          onChange={shape => set({ shape })}
        />
        <ChoiceField
          label="Size"
          value={settings.size}
          choices={sizeNames.map(value => {
            const { width, height } = canvasSize('square', value, model);
            return { value, label: value === 'trained' ? 'As trained' : `${width} × ${height}` };
          })}
          onChange={value => set({ size: value })}
        />
        <SliderField
          label="Steps"
          value={settings.steps}
          min={6}
          max={16}
          step={1}
          onChange={steps => set({ steps })}
        />
        <SliderField
          label="Guidance"
          value={settings.guidance}
          min={0}
          max={10}
          step={0.1}
          onChange={guidance => set({ guidance })}
        />
        <SliderField
          label="Pause after"
          value={Math.min(settings.waitAfter ?? settings.steps, settings.steps)}
          min={1}
          max={settings.steps}
          step={1}
          describe={scales => (scales === settings.steps ? 'never' : `scale ${scales}`)}
          onChange={scales => set({ waitAfter: scales === settings.steps ? null : scales })}
        />
        <SeedField value={settings.seed} onChange={seed => set({ seed })} />
        <SamplingFields model={model} settings={settings} onChange={onChange} />
      </Expander>
    </form>
  );
}

function submitFromAnywhere(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
}
