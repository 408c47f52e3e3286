import { useState } from 'react';
import { useEditPicture } from '../api/use-edit-picture.ts';
import type { ModelPartsFragment } from '../gql/graphql.ts';
import { Stage } from '../stage/stage.tsx';
import { BrushTools } from './brush-tools.tsx';
import { EditForm } from './edit-form.tsx';
import { editRequest, firstEditSettings } from './edit-settings.ts';
import styles from './editor.module.css';
import { FrameExpander } from './frame-expander.tsx';
import { MaskPainter } from './mask-painter.tsx';
import { OperationField } from './operation-field.tsx';
import { PlanMasks } from './plan-masks.tsx';
import type { Source } from './source.ts';
import { useEditPlan } from './use-edit-plan.ts';
import { useEditRequest } from './use-edit-request.ts';
import { useSettled } from './use-settled.ts';
import { useStrokes } from './use-strokes.ts';
import { WholePicture } from './whole-picture.tsx';

interface EditorProps {
  readonly source: Source;
  readonly model: ModelPartsFragment;
  onPutBack(): void;
}

const firstBrush = 0.12;

/** One picture being edited: the changes, how the model sees them, and the results. */
export function Editor({ source, model, onPutBack }: EditorProps) {
  const [settings, setSettings] = useState({
    ...firstEditSettings,
    className: (source.kind === 'scale' && source.className) || '',
  });
  const { strokes, add, undo, clear } = useStrokes();
  const [brush, setBrush] = useState(firstBrush);
  const [erases, setErases] = useState(false);
  const [results, setResults] = useState<readonly string[]>([]);
  const edit = useEditPicture();
  const request = useSettled(useEditRequest(source, settings, strokes));
  const plan = useEditPlan(request);

  const draw = async () => {
    const wanted = await editRequest(source, settings, strokes);
    if (wanted) {
      edit.mutate(wanted, { onSuccess: generations => setResults(generations.map(({ id }) => id)) });
    }
  };

  return (
    <div className={styles.editor}>
      <div className={styles.work}>
        <OperationField
          source={source}
          value={settings.operation}
          onChange={operation => setSettings({ ...settings, operation })}
        />
        {settings.operation === 'paint' && (
          <>
            <MaskPainter
              source={source}
              strokes={strokes}
              brush={brush}
              erases={erases}
              onStroke={add}
              onUndo={undo}
            />
            <BrushTools
              brush={brush}
              erases={erases}
              isEmpty={strokes.length === 0}
              onBrush={setBrush}
              onErases={setErases}
              onUndo={undo}
              onClear={clear}
            />
          </>
        )}
        {settings.operation === 'expand' && (
          <FrameExpander
            source={source}
            sides={settings.sides}
            onChange={sides => setSettings({ ...settings, sides })}
          />
        )}
        {settings.operation === 'refine' && <WholePicture source={source} />}
        {request && plan.data && <PlanMasks plan={plan.data.plan} />}
      </div>
      <EditForm
        model={model}
        settings={settings}
        plan={plan.data}
        isReady={request !== null}
        isPending={edit.isPending}
        error={edit.error ?? plan.error}
        onChange={setSettings}
        onSubmit={draw}
        onPutBack={onPutBack}
      />
      {results.length > 0 && (
        <div className={styles.results}>
          <h2>Results</h2>
          <Stage ids={results} />
        </div>
      )}
    </div>
  );
}
