import { useClassSearch } from '../api/use-class-search.ts';
import type { ModelPartsFragment } from '../gql/graphql.ts';
import { Button } from '../parts/button.tsx';
import styles from './invitation.module.css';

interface InvitationProps {
  readonly model: ModelPartsFragment;
  onChoose(className: string): void;
}

/** Enough to be curious, few enough to choose from. */
const offered = 100;
const stride = 4;

/** What a new visitor sees: a press away from a picture. */
export function Invitation({ model, onChoose }: InvitationProps) {
  const { data: classes = [] } = useClassSearch(model.name, '', offered);
  return (
    <section className={styles.invitation} aria-labelledby="invitation">
      <h2 id="invitation" className={styles.heading}>
        What shall it be?
      </h2>
      <p className={styles.lead}>
        Every picture begins as a tint and sharpens step by step. Each step is a picture of its own: stop at
        the one you like, or go another way from there.
      </p>
      <ul className={styles.classes}>
        {classes
          .filter((_, place) => place % stride === 3)
          .map(({ index, name }) => (
            <li key={index}>
              <Button onPress={() => onChoose(name)}>{name}</Button>
            </li>
          ))}
      </ul>
      <p className={styles.model}>
        {model.title}: {model.description}
      </p>
    </section>
  );
}
