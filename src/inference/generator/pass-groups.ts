import { type MemoryModel, rowsAtOnce } from '../../flexvar/memory.ts';
import type { PassMember, ScaleInput } from '../../flexvar/model.ts';
import { OnnxRows } from './onnx-rows.ts';
import type { RowGroup } from './row-group.ts';

/** Rows of one picture in a pass. */
export interface PassPart {
  /** Index of the picture in the pass, and of the first of these rows in the picture. */
  readonly member: number;
  readonly firstRow: number;
  readonly rows: RowGroup;
  readonly scales: readonly ScaleInput[];
  readonly keep: boolean;
}

/**
 * Parts that run through the blocks together: those of equal shape, that is with equal numbers of cells in each scale
 * and in the cache, as many as fit into memory. All else may differ.
 */
export function passGroups(model: MemoryModel, members: readonly PassMember[]): readonly PassPart[][] {
  const byShape = new Map<string, PassPart[]>();
  for (const [member, { rows, scales, keep }] of members.entries()) {
    const own = OnnxRows.of(rows);
    const cells = scales.map(({ positions }) => positions.length / model.width);
    own.divide(
      model,
      cells.reduce((sum, count) => sum + count, 0),
    );
    let firstRow = 0;
    for (const group of own.groups) {
      const shape = `${group.cached} ${cells.join()} ${keep}`;
      const parts = byShape.get(shape) ?? [];
      byShape.set(shape, [...parts, { member, firstRow, rows: group, scales, keep }]);
      firstRow += group.rows;
    }
  }
  return [...byShape.values()].flatMap(parts => fitting(model, parts));
}

/** Divides parts of equal shape, so that each pass fits into memory. */
function fitting(model: MemoryModel, parts: readonly PassPart[]): PassPart[][] {
  const [first] = parts;
  if (first === undefined) return [];
  const cells = first.scales.reduce((sum, { positions }) => sum + positions.length / model.width, 0);
  const rows = parts.reduce((sum, part) => sum + part.rows.rows, 0);
  const atOnce = rowsAtOnce(model, rows, { cells, attended: first.rows.cached + cells });
  const passes: PassPart[][] = [];
  let room = 0;
  for (const part of parts) {
    if (room < part.rows.rows) {
      passes.push([]);
      room = atOnce;
    }
    passes.at(-1)?.push(part);
    room -= part.rows.rows;
  }
  return passes;
}
