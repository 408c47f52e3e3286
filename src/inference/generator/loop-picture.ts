import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import type { Transformer } from '../../flexvar/model.ts';
import { Picture } from '../../flexvar/picture.ts';
import type { WaitingPicture } from '../../policy/waiting-picture.ts';
import type { AddedPicture } from '../processes/messages.ts';

/** Scales up to this share of a picture's cost are its first preview. */
const previewShare = 0.05;

/** A picture in a `PassLoop`. */
export class LoopPicture extends Picture {
  readonly #added: AddedPicture;
  /** Whether the server wants its next scale. */
  isWanted = true;
  /** Whether it must not share a pass, because it may be what fails. */
  isSuspect: boolean;

  /** @throws RangeError if a finished or forced scale does not fit the schedule. */
  constructor(transformer: Transformer, added: AddedPicture, forced: readonly (ForcedScale | null)[]) {
    super(transformer, { recipe: added.recipe, finished: added.finished, forced });
    this.#added = added;
    this.isSuspect = added.isSuspect;
  }

  get id(): number {
    return this.#added.id;
  }

  /** What the policy needs to know. */
  get waiting(): WaitingPicture {
    const { id, share, priority, arrivedMs, deadlineMs } = this.#added;
    const { costs, cost, scale } = this;
    const totalCost = costs.reduce((sum, own) => sum + own, 0);
    const leftCost = costs.slice(scale + 1).reduce((sum, own) => sum + own, cost);
    const costAfter = costs.slice(0, scale + 1).reduce((sum, own) => sum + own, 0);
    return {
      id,
      share,
      priority,
      arrivedMs,
      deadlineMs,
      nextCost: cost,
      leftCost,
      totalCost,
      isCoarse: costAfter <= previewShare * totalCost || costAfter === costs.find(own => own > 0),
      resident: this.rows !== null,
    };
  }
}
