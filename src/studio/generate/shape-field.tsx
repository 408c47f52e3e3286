import { ChoiceField } from '../parts/choice-field.tsx';
import { type ShapeName, shapeNames, shapes } from './canvas.ts';
import styles from './shape-field.module.css';

interface ShapeFieldProps {
  readonly value: ShapeName;
  /** The resulting size in pixels. */
  readonly outcome: string;
  onChange(shape: ShapeName): void;
}

/** Longer side of the drawn shapes, in pixels. */
const glyphSide = 17;

export function ShapeField(props: ShapeFieldProps) {
  const choices = shapeNames.map(value => {
    const { label, width, height } = shapes[value];
    const unit = glyphSide / Math.max(width, height);
    const glyph = (
      <i key={value} className={styles.glyph} style={{ width: width * unit, height: height * unit }} />
    );
    return { value, label: `${label}, ${width} to ${height}`, glyph };
  });
  return <ChoiceField label="Shape" choices={choices} {...props} />;
}
