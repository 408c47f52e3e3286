import type { Recipe } from './recipe.ts';

/** One row of a batch: a picture with its class, or the same picture without. */
interface Row {
  readonly picture: number;
  readonly label: number;
  readonly conditional: boolean;
}

/** Where a picture's hidden states are. `unconditional` is `null` when guidance changes nothing for it. */
export interface PictureRows {
  readonly picture: number;
  readonly conditional: number;
  readonly unconditional: number | null;
}

/**
 * Which batch rows serve which picture. A picture is computed twice for guidance, with its class and with "no
 * class"; once when that changes nothing: its class is "no class", or the strength is zero at every scale.
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
   * Drops the pictures that are not wanted any more.
   * @returns the rows that stay, by their index before; `null` when all do.
   */
  drop(wanted: (picture: number) => boolean): number[] | null {
    const kept = this.#rows.flatMap((row, index) => (wanted(row.picture) ? [{ row, index }] : []));
    if (kept.length === this.#rows.length) return null;
    this.#rows = kept.map(({ row }) => row);
    return kept.map(({ index }) => index);
  }
}
