import { Link } from 'wouter';
import { useHistory } from '../api/use-history.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useTitle } from '../parts/use-title.ts';
import { HistoryCard } from './history-card.tsx';
import styles from './history-page.module.css';
import { NextPage } from './next-page.tsx';

/** All pictures, newest first; the next page loads before the end of this one is reached. */
export function HistoryPage() {
  useTitle('History');
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useHistory();
  const entries = data?.pages.flatMap(page => page.edges.map(({ node }) => node)) ?? [];
  return (
    <>
      <h1>History</h1>
      {error && <ErrorNote error={error} />}
      {!isPending && !error && entries.length === 0 && (
        <div className={styles.empty}>
          <p>Nothing has been drawn yet.</p>
          <Link href="/">Draw the first picture</Link>
        </div>
      )}
      <ul className={styles.grid} aria-busy={isPending}>
        {entries.map(entry => (
          <li key={entry.id}>
            <HistoryCard entry={entry} />
          </li>
        ))}
        {isPending && placeholders.map(key => <li key={key} className={styles.placeholder} />)}
      </ul>
      {hasNextPage && <NextPage isPending={isFetchingNextPage} onWanted={fetchNextPage} />}
    </>
  );
}

const placeholders = Array.from({ length: 12 }, (_, index) => index);
