import { Link } from 'wouter';
import { useGeneration } from '../api/use-generation.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { displayWidth } from './display-width.ts';
import { LoadingCard } from './loading-card.tsx';
import { PictureActions } from './picture-actions.tsx';
import styles from './picture-card.module.css';
import { PictureView } from './picture-view.tsx';
import { statusText } from './status-text.ts';
import { subjectOf } from './subject.ts';
import { useLookedAtScale } from './use-looked-at-scale.ts';

/** One picture on the stage. */
export function PictureCard({ id }: { readonly id: string }) {
  const { data: generation, error } = useGeneration(id);
  const [scaleIndex, selectScale] = useLookedAtScale(generation);
  if (error) return <ErrorNote error={error} />;
  if (generation === undefined) return <LoadingCard />;
  if (generation === null) return <p className={styles.gone}>This picture is no longer on the server.</p>;
  const subject = subjectOf(generation);
  return (
    <article className={styles.card} style={{ maxWidth: displayWidth(generation) }} aria-label={subject}>
      <PictureView generation={generation} scaleIndex={scaleIndex} onSelectScale={selectScale} />
      <div className={styles.caption}>
        <Link className={styles.subject} href={`/pictures/${id}`}>
          {subject}
        </Link>
        <p className={styles.status} role="status">
          {statusText(generation)}
        </p>
      </div>
      <PictureActions generation={generation} scaleIndex={scaleIndex} />
    </article>
  );
}
