import { ImageUp } from 'lucide-react';
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { Link } from 'wouter';
import { useHistory } from '../api/use-history.ts';
import styles from './source-picker.module.css';
import { editAddress } from './use-source.ts';

interface SourcePickerProps {
  onFile(file: File): void;
}

/** Number of recent pictures offered. */
const offered = 12;

/** Chooses the picture to edit: a file, or a picture made here. */
export function SourcePicker({ onFile }: SourcePickerProps) {
  const { data } = useHistory();
  const entries = data?.pages.flatMap(page => page.edges.map(({ node }) => node)) ?? [];
  const drawn = entries.filter(({ bestScale }) => bestScale).slice(0, offered);
  return (
    <div className={styles.picker}>
      <DropZone
        className={styles.drop}
        onDrop={async ({ items }) => {
          const item = items.find(isFileDropItem);
          if (item) onFile(await item.getFile());
        }}
      >
        <ImageUp />
        <Text slot="label" className={styles.lead}>
          Drop a picture here
        </Text>
        <FileTrigger
          acceptedFileTypes={['image/*']}
          onSelect={files => {
            const [file] = files ?? [];
            if (file) onFile(file);
          }}
        >
          <Button className={styles.choose}>or choose a file</Button>
        </FileTrigger>
      </DropZone>
      {drawn.length > 0 && (
        <section aria-labelledby="drawn">
          <h2 id="drawn">Or choose a picture drawn here</h2>
          <ul className={styles.drawn}>
            {drawn.map(({ id, recipe, bestScale }) => (
              <li key={id}>
                <Link className={styles.entry} href={editAddress(id, bestScale?.index ?? 0)}>
                  <img src={bestScale?.image.url} alt={recipe.class?.name ?? 'anything'} loading="lazy" />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
