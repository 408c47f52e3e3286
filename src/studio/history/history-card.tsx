import { type SyntheticEvent, useState } from 'react';
import { Link } from 'wouter';
import type { HistoryEntryFragment } from '../gql/graphql.ts';
import { timeAgo } from '../parts/time-ago.ts';
import styles from './history-card.module.css';
import { prefersStillness } from './prefers-stillness.ts';

/** A picture in the history; it plays while hovered or focused. */
export function HistoryCard({ entry }: { readonly entry: HistoryEntryFragment }) {
  const { id, status, createdAt, recipe, plan, bestScale, animation } = entry;
  const [playing, setPlaying] = useState(false);
  const play = (event: SyntheticEvent) => {
    // Scrolling with a finger touches pictures, too.
    const byTouch = 'pointerType' in event.nativeEvent && event.nativeEvent.pointerType === 'touch';
    if (!byTouch && !prefersStillness()) setPlaying(true);
  };
  const still = () => setPlaying(false);
  const { width = 1, height = 1 } = plan.at(-1) ?? {};
  const subject = recipe.class?.name ?? 'anything';
  const source = (playing ? animation?.url : undefined) ?? bestScale?.image.url;
  return (
    <Link
      href={`/pictures/${id}`}
      className={styles.card}
      onPointerEnter={play}
      onPointerLeave={still}
      onFocus={play}
      onBlur={still}
    >
      <span className={styles.mat}>
        {source === undefined ? (
          <span className={styles.nothing}>No scale yet</span>
        ) : (
          <img
            className={styles.picture}
            style={{ aspectRatio: `${width} / ${height}` }}
            src={source}
            alt=""
            loading="lazy"
            decoding="async"
          />
        )}
      </span>
      <span className={styles.subject}>{subject}</span>
      <span className={styles.note}>{note(status) ?? timeAgo(createdAt)}</span>
    </Link>
  );
}

/** A note for pictures that did not simply run to the end. */
function note(status: HistoryEntryFragment['status']): string | null {
  switch (status) {
    case 'SUCCEEDED':
      return null;
    case 'ACCEPTED':
      return 'Kept early';
    case 'CANCELED':
      return 'Canceled';
    case 'FAILED':
      return 'Failed';
    case 'HELD':
      return 'Waiting for you';
    case 'QUEUED':
      return 'In line';
    case 'RUNNING':
    case 'CANCELING':
      return 'Being drawn';
  }
}
