import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { EditFrame } from './edit-frame.tsx';
import styles from './mask-painter.module.css';
import type { Source } from './source.ts';
import { type Place, paintStrokes, type Stroke } from './stroke.ts';

interface MaskPainterProps {
  readonly source: Source;
  readonly strokes: readonly Stroke[];
  /** Width of the brush, as a share of the longest side. */
  readonly brush: number;
  readonly erases: boolean;
  onStroke(stroke: Stroke): void;
  onUndo(): void;
}

/** Stands out from pictures that are mostly warm and on white. */
const maskColour = '#3f4bd8';
/** Pixels of the canvas along its longest side. */
const resolution = 1024;

const directions: Record<string, Place> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * The picture, to be painted over with finger, pen or mouse. By keyboard the arrow keys move the brush (with Shift they
 * paint on the way), and Enter or Space leaves a dot.
 */
export function MaskPainter({ source, strokes, brush, erases, onStroke, onUndo }: MaskPainterProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [underWay, setUnderWay] = useState<readonly Place[]>([]);
  const [cursor, setCursor] = useState<Place | null>(null);
  const longest = Math.max(source.width, source.height);
  const width = Math.round((source.width / longest) * resolution);
  const height = Math.round((source.height / longest) * resolution);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, width, height);
    context.strokeStyle = maskColour;
    const current = underWay.length > 0 ? [{ places: underWay, width: brush, erases }] : [];
    paintStrokes(context, [...strokes, ...current]);
  }, [strokes, underWay, brush, erases, width, height]);

  const begin = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setUnderWay([placeOf(event)]);
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType !== 'touch') setCursor(placeOf(event));
    if (underWay.length > 0) setUnderWay([...underWay, placeOf(event)]);
  };
  const end = () => {
    if (underWay.length > 0) onStroke({ places: underWay, width: brush, erases });
    setUnderWay([]);
  };
  const press = (event: KeyboardEvent) => {
    const from = cursor ?? { x: 0.5, y: 0.5 };
    const direction = directions[event.key];
    if (direction) {
      const step = brush / 2;
      const to = {
        x: between01(from.x + (direction.x * step * longest) / source.width),
        y: between01(from.y + (direction.y * step * longest) / source.height),
      };
      if (event.shiftKey) onStroke({ places: [from, to], width: brush, erases });
      setCursor(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      onStroke({ places: [from], width: brush, erases });
      setCursor(from);
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) onUndo();
    else return;
    event.preventDefault();
  };

  return (
    <EditFrame width={source.width} height={source.height}>
      <img className={styles.source} src={source.url} alt="" draggable={false} />
      <div
        className={styles.surface}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard paints on it, too
        tabIndex={0}
        aria-label="Mask. Arrow keys move the brush, Shift+arrow paints, Enter paints a dot."
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onPointerLeave={() => setCursor(null)}
        onKeyDown={press}
      >
        <canvas ref={canvas} className={styles.mask} width={width} height={height} />
      </div>
      {cursor && (
        <i
          className={styles.cursor}
          style={{
            left: `${cursor.x * 100}%`,
            top: `${cursor.y * 100}%`,
            width: `${((brush * longest) / source.width) * 100}%`,
            aspectRatio: 1,
          }}
        />
      )}
    </EditFrame>
  );
}

function placeOf(event: PointerEvent<HTMLElement>): Place {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return { x: between01((event.clientX - left) / width), y: between01((event.clientY - top) / height) };
}

function between01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
