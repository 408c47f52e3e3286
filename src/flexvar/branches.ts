import type { Recipe } from './recipe.ts';

/** One batch row: a picture with or without its class. */
interface Row {
  readonly picture: number;
  readonly label: number;
  readonly conditional: boolean;
}

/** Batch rows of a picture. `unconditional` is `null` if guidance has no effect on it. */
export interface PictureRows {
  readonly picture: number;
  readonly conditional: number;
  readonly unconditional: number | null;
}

/**
 * Maps batch rows to pictures. For guidance, a picture is computed twice, with its class and with "no class"; once if
 * that makes no difference, because its class is "no class" or the strength is zero at every scale.
 */
export class Branches {
  #rows: readonly Row[];

  /** @param noClass index of "no class". */
  constructor(recipes: readonly Recipe[], pictures: readonly number[], guided: boolean, noClass: number) {
    const labelled = pictures.map(picture => ({ picture, label: recipes[picture]?.label ?? noClass }));
    const conditional = labelled.map(row => ({ ...row, conditional: true }));
    const unconditional = labelled
      .filter(row => guided && row.label !== noClass)
      .map(row => ({ ...row, label: noClass, conditional: false }));
    this.#rows = [...conditional, ...unconditional];
  }

  /** The class of each row. */
  get labels(): number[] {
    return this.#rows.map(row => row.label);
  }

  /** The picture that each row belongs to. */
  get pictureOfRow(): number[] {
    return this.#rows.map(row => row.picture);
  }

  /** The pictures with their rows, in order. */
  get pictures(): PictureRows[] {
    return this.#rows.flatMap((row, index) => {
      if (!row.conditional) return [];
      const other = this.#rows.findIndex(
        candidate => !candidate.conditional && candidate.picture === row.picture,
      );
      return [{ picture: row.picture, conditional: index, unconditional: other < 0 ? null : other }];
    });
  }

  /**
   * Drops pictures that are no longer wanted.
   * @returns the previous indices of the remaining rows; `null` if all remain.
   */
  drop(wanted: (picture: number) => boolean): number[] | null {
    const kept = this.#rows.flatMap((row, index) => (wanted(row.picture) ? [{ row, index }] : []));
    if (kept.length === this.#rows.length) return null;
    this.#rows = kept.map(({ row }) => row);
    return kept.map(({ index }) => index);
  }
}
