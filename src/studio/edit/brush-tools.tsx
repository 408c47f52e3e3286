import { Eraser, Trash2, Undo2 } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { IconButton } from '../parts/icon-button.tsx';
import { SliderField } from '../parts/slider-field.tsx';
import styles from './brush-tools.module.css';

interface BrushToolsProps {
  /** Width of the brush, relative to the longest side of the picture. */
  readonly brush: number;
  readonly erases: boolean;
  readonly isEmpty: boolean;
  onBrush(width: number): void;
  onErases(erases: boolean): void;
  onUndo(): void;
  onClear(): void;
}

export function BrushTools(props: BrushToolsProps) {
  const { brush, erases, isEmpty, onBrush, onErases, onUndo, onClear } = props;
  return (
    <div className={styles.tools}>
      <SliderField
        label="Brush"
        value={Math.round(brush * 100)}
        min={2}
        max={40}
        step={1}
        describe={percent => `${percent} %`}
        onChange={percent => onBrush(percent / 100)}
      />
      <div className={styles.buttons}>
        <ToggleButton className={styles.toggle} isSelected={erases} onChange={onErases}>
          <Eraser /> Erase
        </ToggleButton>
        <IconButton label="Undo the last stroke" isDisabled={isEmpty} onPress={onUndo}>
          <Undo2 />
        </IconButton>
        <IconButton label="Clear the mask" isDisabled={isEmpty} onPress={onClear}>
          <Trash2 />
        </IconButton>
      </div>
    </div>
  );
}
