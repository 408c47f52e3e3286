import { ChevronsUpDown } from 'lucide-react';
import { useDeferredValue } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useClassSearch } from '../api/use-class-search.ts';
import field from '../parts/field.module.css';
import styles from './class-field.module.css';

interface ClassFieldProps {
  readonly model: string;
  readonly value: string;
  /** The meaning of an empty field. */
  readonly emptyMeans?: string;
  onChange(name: string): void;
}

/** The class to draw, searched by name and synonym as the user types. */
export function ClassField({ model, value, emptyMeans = 'Anything', onChange }: ClassFieldProps) {
  const { data: classes = [] } = useClassSearch(model, useDeferredValue(value));
  return (
    <ComboBox
      className={field.field}
      items={classes}
      inputValue={value}
      onInputChange={onChange}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="focus"
    >
      <Label className={field.label}>What to draw</Label>
      <div className={styles.box}>
        <Input className={styles.input} placeholder={emptyMeans} autoComplete="off" spellCheck={false} />
        <Button className={styles.open}>
          <ChevronsUpDown />
        </Button>
      </div>
      <Popover className={styles.popover} offset={4}>
        <ListBox<(typeof classes)[number]>
          className={styles.list}
          renderEmptyState={() => <p className={styles.none}>No class matches. Try another word.</p>}
        >
          {({ index, name, synonyms, kind, thumbnail }) => (
            <ListBoxItem id={index} textValue={name} className={styles.item}>
              {thumbnail ? <img className={styles.thumbnail} src={thumbnail} alt="" /> : <span />}
              <span className={styles.name}>{name}</span>
              <span className={styles.description}>
                {kind === 'GROUP' ? 'a group of things' : synonyms.slice(0, 3).join(', ')}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
