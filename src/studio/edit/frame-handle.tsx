import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './frame-expander.module.css';
import type { Side } from './sides.ts';

interface FrameHandleProps {
  readonly side: Side;
  /** Pixels added at this side. */
  readonly value: number;
  readonly most: number;
  onChange(pixels: number): void;
  /** Dragged to a point of the window. */
  onDrag(point: { readonly clientX: number; readonly clientY: number }): void;
}

/** Pixels that an arrow key moves a side by, and with Shift. */
const step = 8;
const longStep = 32;

/** The arrow keys that move a side outwards and inwards. */
const keys = {
  left: { more: 'ArrowLeft', less: 'ArrowRight' },
  right: { more: 'ArrowRight', less: 'ArrowLeft' },
  top: { more: 'ArrowUp', less: 'ArrowDown' },
  bottom: { more: 'ArrowDown', less: 'ArrowUp' },
} as const satisfies Record<Side, unknown>;

/** A side of the frame: a slider that goes outwards. */
export function FrameHandle({ side, value, most, onChange, onDrag }: FrameHandleProps) {
  const { more, less } = keys[side];
  const press = (event: KeyboardEvent) => {
    const by = event.shiftKey ? longStep : step;
    if (event.key === more) onChange(value + by);
    else if (event.key === less) onChange(value - by);
    else if (event.key === 'Home') onChange(0);
    else if (event.key === 'End') onChange(most);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={styles.handle}
      data-side={side}
      role="slider"
      tabIndex={0}
      aria-label={`Add at the ${side}`}
      aria-orientation={side === 'left' || side === 'right' ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={`${value} pixels`}
      onPointerDown={(event: PointerEvent) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event: PointerEvent) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(event);
      }}
      onKeyDown={press}
    />
  );
}
