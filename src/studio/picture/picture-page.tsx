import { ArrowLeft } from 'lucide-react';
import { Link } from 'wouter';
import { useGeneration } from '../api/use-generation.ts';
import { CodePanel } from '../code/code-panel.tsx';
import { LineageList } from '../lineage/lineage-list.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useTitle } from '../parts/use-title.ts';
import { displayWidth } from './display-width.ts';
import { LoadingCard } from './loading-card.tsx';
import { PictureActions } from './picture-actions.tsx';
import styles from './picture-page.module.css';
import { PictureView } from './picture-view.tsx';
import { RecipeList } from './recipe-list.tsx';
import { statusText } from './status-text.ts';
import { subjectOf } from './subject.ts';
import { useLookedAtScale } from './use-looked-at-scale.ts';

/** One picture with all its details and actions. */
export function PicturePage({ id }: { readonly id: string }) {
  const { data: generation, error } = useGeneration(id);
  const [scaleIndex, selectScale] = useLookedAtScale(generation);
  const subject = generation ? subjectOf(generation) : 'Picture';
  useTitle(subject);
  return (
    <>
      <Link href="/history" className={styles.back}>
        <ArrowLeft /> History
      </Link>
      {error && <ErrorNote error={error} />}
      {generation === null && <h1>This picture does not exist.</h1>}
      {generation === undefined && !error && <LoadingCard />}
      {generation && (
        <div className={styles.page}>
          <div className={styles.picture} style={{ maxWidth: displayWidth(generation) }}>
            <PictureView generation={generation} scaleIndex={scaleIndex} onSelectScale={selectScale} />
          </div>
          <div className={styles.facts}>
            <header>
              <h1 className={styles.subject}>{subject}</h1>
              <p className={styles.status} role="status">
                {statusText(generation)}
              </p>
            </header>
            <PictureActions generation={generation} scaleIndex={scaleIndex} />
            <RecipeList generation={generation} />
            <LineageList generation={generation} />
            <CodePanel generation={generation} />
          </div>
        </div>
      )}
    </>
  );
}
