import type { ModelPartsFragment } from '../gql/graphql.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Expander } from '../parts/expander.tsx';
import field from '../parts/field.module.css';
import { NumberField } from '../parts/number-field.tsx';
import { SliderField } from '../parts/slider-field.tsx';
import styles from './sampling-fields.module.css';
import type { Settings } from './settings.ts';

interface SamplingFieldsProps {
  readonly model: ModelPartsFragment;
  readonly settings: Settings;
  onChange(settings: Settings): void;
}

/** How tokens are sampled: for those who want to experiment. */
export function SamplingFields({ model, settings, onChange }: SamplingFieldsProps) {
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change });
  return (
    <Expander title="Sampling" className={styles.section}>
      <ChoiceField
        label="Guidance along the scales"
        value={settings.guidanceMode}
        choices={[
          { value: 'CONSTANT', label: 'Constant' },
          { value: 'RAMP', label: 'Ramp' },
        ]}
        onChange={guidanceMode => set({ guidanceMode })}
      />
      <NumberField
        label="Top-k"
        value={settings.topK}
        min={0}
        max={model.codebookSize}
        onChange={topK => set({ topK })}
      />
      <p className={field.hint}>
        {settings.topK === 0
          ? `Samples from all ${model.codebookSize} tokens.`
          : 'Number of likeliest tokens to sample from; 0 means all.'}
      </p>
      <SliderField
        label="Top-p"
        value={settings.topP}
        min={0.05}
        max={1}
        step={0.05}
        onChange={topP => set({ topP })}
      />
    </Expander>
  );
}
