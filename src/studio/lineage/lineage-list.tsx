import { Link } from 'wouter';
import { useBranches } from '../api/use-branches.ts';
import type { GenerationPartsFragment } from '../gql/graphql.ts';
import { HistoryCard } from '../history/history-card.tsx';
import { subjectOf } from '../picture/subject.ts';
import styles from './lineage-list.module.css';

/** The origin of a picture, and the pictures made from it. */
export function LineageList({ generation }: { readonly generation: GenerationPartsFragment }) {
  const { id, parent } = generation;
  const { data: branches = [] } = useBranches(id);
  if (!parent && branches.length === 0) return null;
  return (
    <section className={styles.lineage} aria-label="Lineage">
      {parent && (
        <div className={styles.group}>
          <h2>Made from</h2>
          <Link href={`/pictures/${parent.generation.id}`} className={styles.parent}>
            {parent.generation.bestScale && (
              <img src={parent.generation.bestScale.image.url} alt="" width="64" height="64" />
            )}
            <span>
              {subjectOf(parent.generation)}, scale {parent.scaleIndex + 1}
            </span>
          </Link>
        </div>
      )}
      {branches.length > 0 && (
        <div className={styles.group}>
          <h2>Made from this picture</h2>
          <ul className={styles.branches}>
            {branches.map(entry => (
              <li key={entry.id}>
                <HistoryCard entry={entry} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
