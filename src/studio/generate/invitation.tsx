import { Button } from 'react-aria-components';
import { useClassSearch } from '../api/use-class-search.ts';
import type { ModelPartsFragment } from '../gql/graphql.ts';
import styles from './invitation.module.css';

interface InvitationProps {
  readonly model: ModelPartsFragment;
  onChoose(className: string): void;
}

/** Every fourth of the first classes: enough variety, few enough to choose from. */
const looked = 96;
const step = 4;

/** What a new visitor sees: one click away from a picture. */
export function Invitation({ model, onChoose }: InvitationProps) {
  const { data: classes = [] } = useClassSearch(model.name, '', looked);
  return (
    <section className={styles.invitation} aria-labelledby="invitation">
      <h2 id="invitation" className={styles.heading}>
        What would you like to draw?
      </h2>
      <p className={styles.lead}>
        Every picture starts as a tint and sharpens step by step. Each step is a picture of its own: stop at
        the one you like, or branch off from there.
      </p>
      <ul className={styles.classes}>
        {classes
          .filter((_, place) => place % step === 3)
          .map(({ index, name, thumbnail }) => (
            <li key={index}>
              <Button className={styles.class} onPress={() => onChoose(name)}>
                {thumbnail && <img className={styles.thumbnail} src={thumbnail} alt="" />}
                {name}
              </Button>
            </li>
          ))}
      </ul>
      <p className={styles.model}>
        {model.title}: {model.description}
      </p>
    </section>
  );
}
