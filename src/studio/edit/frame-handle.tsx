import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './frame-expander.module.css';
import type { Side } from './sides.ts';

interface FrameHandleProps {
  readonly side: Side;
  /** Pixels added on this side. */
  readonly value: number;
  readonly most: number;
  onChange(pixels: number): void;
  /** Called with a point in the window while dragging. */
  onDrag(point: { readonly clientX: number; readonly clientY: number }): void;
}

/** Pixels that an arrow key moves a side, without and with Shift. */
const step = 8;
const longStep = 32;

/** Arrow keys that move each side outwards and inwards. */
const keys = {
  left: { more: 'ArrowLeft', less: 'ArrowRight' },
  right: { more: 'ArrowRight', less: 'ArrowLeft' },
  top: { more: 'ArrowUp', less: 'ArrowDown' },
  bottom: { more: 'ArrowDown', less: 'ArrowUp' },
} as const satisfies Record<Side, unknown>;

/** One side of the frame: a slider that grows outwards. */
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
      aria-label={`Expand at the ${side}`}
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
