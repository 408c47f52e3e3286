import { useRef } from 'react';
import { EditFrame } from './edit-frame.tsx';
import styles from './frame-expander.module.css';
import { FrameHandle } from './frame-handle.tsx';
import { addedAt, type Side, type Sides, sideNames } from './sides.ts';
import type { Source } from './source.ts';

interface FrameExpanderProps {
  readonly source: Source;
  readonly sides: Sides;
  onChange(sides: Sides): void;
}

/** The picture in a frame whose sides can be dragged outwards or moved with the arrow keys. */
export function FrameExpander({ source, sides, onChange }: FrameExpanderProps) {
  const room = useRef<HTMLDivElement>(null);
  // The margin is as large as the picture on every side, so that nothing else moves while a side is dragged.
  const most = Math.max(source.width, source.height);
  const width = source.width + 2 * most;
  const height = source.height + 2 * most;
  const set = (side: Side, pixels: number) =>
    onChange({ ...sides, [side]: Math.round(Math.min(most, Math.max(0, pixels))) });
  const drag = (side: Side, { clientX, clientY }: { clientX: number; clientY: number }) => {
    if (!room.current) return;
    const shown = room.current.getBoundingClientRect();
    const pixels = width / shown.width;
    const point = { x: (clientX - shown.left) * pixels - most, y: (clientY - shown.top) * pixels - most };
    set(side, addedAt(side, point, source));
  };
  return (
    <EditFrame width={width} height={height}>
      <div ref={room} className={styles.room}>
        <div
          className={styles.canvas}
          style={{
            left: share(most - sides.left, width),
            top: share(most - sides.top, height),
            right: share(most - sides.right, width),
            bottom: share(most - sides.bottom, height),
          }}
        >
          {sideNames.map(side => (
            <FrameHandle
              key={side}
              side={side}
              value={sides[side]}
              most={most}
              onChange={pixels => set(side, pixels)}
              onDrag={point => drag(side, point)}
            />
          ))}
        </div>
        <img
          className={styles.source}
          style={{
            left: share(most, width),
            top: share(most, height),
            width: share(source.width, width),
            height: share(source.height, height),
          }}
          src={source.url}
          alt=""
          draggable={false}
        />
      </div>
    </EditFrame>
  );
}

function share(part: number, whole: number): string {
  return `${(part / whole) * 100}%`;
}
