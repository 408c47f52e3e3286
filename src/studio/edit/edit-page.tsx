import { useModels } from '../api/use-model.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useTitle } from '../parts/use-title.ts';
import { LoadingCard } from '../picture/loading-card.tsx';
import styles from './edit-page.module.css';
import { Editor } from './editor.tsx';
import { SourcePicker } from './source-picker.tsx';
import { useSource } from './use-source.ts';

/** Choose a picture, mark what to change, watch the result. */
export function EditPage() {
  useTitle('Edit');
  const [model] = useModels();
  const { source, error, isPending, takeFile, putBack } = useSource();
  return (
    <>
      <h1 className={styles.heading}>Edit a picture</h1>
      {error && <ErrorNote error={error} />}
      {isPending && <LoadingCard />}
      {!source && !isPending && <SourcePicker onFile={takeFile} />}
      {source && <Editor key={source.url} source={source} model={model} onPutBack={putBack} />}
    </>
  );
}
