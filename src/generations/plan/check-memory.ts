import type { Grid } from '../../flexvar/grid.ts';
import { peakBytes } from '../../flexvar/memory.ts';
import { memoryModel } from '../../inference/memory-budget.ts';
import type { ModelDescription } from '../../inference/packs/model-description.ts';
import { InvalidInputError } from '../errors.ts';

/**
 * Checks that a single picture fits into the model's memory budget. Their number does not matter: pictures that do not
 * fit together are computed one after another.
 * @throws InvalidInputError
 */
export function checkMemory(model: ModelDescription, schedule: readonly Grid[], branches: 1 | 2): void {
  const bytes = peakBytes(memoryModel(model.config), schedule, branches);
  if (bytes <= model.memoryBytes) return;
  const last = schedule.at(-1) ?? { rows: 0, columns: 0 };
  throw new InvalidInputError({
    field: 'canvas',
    given: `${last.columns} x ${last.rows} tokens`,
    allowed: `small enough for the server's memory: it needs about ${megabytes(bytes)} MB, and ENGINE_MEMORY_MB allows ${megabytes(model.memoryBytes)}`,
  });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
