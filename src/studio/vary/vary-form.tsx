import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useBranchGeneration } from '../api/use-branch-generation.ts';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { Button } from '../parts/button.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { SliderField } from '../parts/slider-field.tsx';
import { ClassField } from '../request/class-field.tsx';
import { stageAddress } from '../stage/use-shown-pictures.ts';
import styles from './vary-form.module.css';

interface VaryFormProps {
  readonly generation: GenerationPartsFragment;
  /** The scale being viewed. */
  readonly scale: GenerationPartsFragment['scales'][number];
}

const usualCount = 4;

/** Index of the initial scale: the one being viewed or, if it is the last, one in the middle. */
function firstKept({ plan }: GenerationPartsFragment, { index }: VaryFormProps['scale']): number {
  return index < plan.length - 1 ? index : Math.max(0, Math.floor(plan.length / 2) - 1);
}

export function VaryForm({ generation, scale }: VaryFormProps) {
  const [className, setClassName] = useState(generation.recipe.class?.name ?? '');
  const [kept, setKept] = useState(firstKept(generation, scale));
  const [count, setCount] = useState(usualCount);
  const branch = useBranchGeneration();
  const [, navigate] = useLocation();
  const vary = (event: FormEvent) => {
    event.preventDefault();
    const name = className.trim();
    branch.mutate(
      {
        id: generation.id,
        scale: kept,
        count,
        ...(name === '' ? { withoutClass: true } : { class: { name } }),
      },
      { onSuccess: generations => navigate(stageAddress(generations.map(({ id }) => id))) },
    );
  };
  return (
    <form className={styles.form} onSubmit={vary}>
      <SliderField
        label="Keep"
        value={kept + 1}
        min={1}
        max={Math.min(generation.scales.length, generation.plan.length - 1)}
        step={1}
        describe={scales => (scales === 1 ? 'the first scale' : `the first ${scales} scales`)}
        onChange={scales => setKept(scales - 1)}
      />
      <p className={styles.lead}>
        {`Keeps the scales up to ${sizeOf(generation, kept)} px and redraws the finer ones. Fewer kept scales give more freedom.`}
      </p>
      <ClassField model={generation.recipe.modelName} value={className} onChange={setClassName} />
      <NumberField label="Pictures" value={count} min={1} max={16} onChange={setCount} />
      {branch.error && <ErrorNote error={branch.error} onSuggestion={setClassName} />}
      <Button look="primary" type="submit" isBusy={branch.isPending}>
        {count === 1 ? 'Draw a variation' : `Draw ${count} variations`}
      </Button>
    </form>
  );
}

function sizeOf({ plan }: GenerationPartsFragment, index: number): string {
  const { width, height } = plan[index] ?? { width: 0, height: 0 };
  return `${width} × ${height}`;
}
