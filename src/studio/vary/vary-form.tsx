import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useBranchGeneration } from '../api/use-branch-generation.ts';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { Button } from '../parts/button.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { ClassField } from '../request/class-field.tsx';
import { stageAddress } from '../stage/use-shown-pictures.ts';
import styles from './vary-form.module.css';

interface VaryFormProps {
  readonly generation: GenerationPartsFragment;
  readonly scale: GenerationPartsFragment['scales'][number];
}

const usualCount = 4;

export function VaryForm({ generation, scale }: VaryFormProps) {
  const [className, setClassName] = useState(generation.recipe.class?.name ?? '');
  const [count, setCount] = useState(usualCount);
  const branch = useBranchGeneration();
  const [, navigate] = useLocation();
  const vary = (event: FormEvent) => {
    event.preventDefault();
    const name = className.trim();
    branch.mutate(
      {
        id: generation.id,
        scale: scale.index,
        count,
        ...(name === '' ? { withoutClass: true } : { class: { name } }),
      },
      { onSuccess: generations => navigate(stageAddress(generations.map(({ id }) => id))) },
    );
  };
  return (
    <form className={styles.form} onSubmit={vary}>
      <p className={styles.lead}>
        {isLast(generation, scale)
          ? 'This is the last scale. Choose one before it to have something vary.'
          : `Keeps the scales up to ${scale.width} × ${scale.height} px and draws the finer ones anew.`}
      </p>
      <ClassField model={generation.recipe.modelName} value={className} onChange={setClassName} />
      <NumberField label="Pictures" value={count} min={1} max={16} onChange={setCount} />
      {branch.error && <ErrorNote error={branch.error} onSuggestion={setClassName} />}
      <Button look="primary" type="submit" isBusy={branch.isPending} isDisabled={isLast(generation, scale)}>
        {count === 1 ? 'Draw a variation' : `Draw ${count} variations`}
      </Button>
    </form>
  );
}

function isLast({ plan }: VaryFormProps['generation'], { index }: VaryFormProps['scale']): boolean {
  return index === plan.length - 1;
}
