import { Refusal } from '../api/refusal.ts';
import { Button } from './button.tsx';
import styles from './error-note.module.css';

interface ErrorNoteProps {
  readonly error: Error;
  /** Called with a suggested name. */
  onSuggestion?(name: string): void;
}

/** An error, announced at once by screen readers. */
export function ErrorNote({ error, onSuggestion }: ErrorNoteProps) {
  const suggestions = error instanceof Refusal ? error.suggestions : [];
  return (
    <div role="alert" className={styles.note}>
      <p>{messageOf(error)}</p>
      {onSuggestion && suggestions.length > 0 && (
        <div className={styles.suggestions}>
          {suggestions.map(name => (
            <Button key={name} onPress={() => onSuggestion(name)}>
              {name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function messageOf(error: Error): string {
  // The message of a failed `fetch` means nothing to users.
  if (error instanceof TypeError) return 'The server cannot be reached. Is it running?';
  return error.message;
}
