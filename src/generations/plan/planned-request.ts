import { type CostModel, scaleCosts, workShares } from '../../flexvar/cost.ts';
import type { ScaleMasks } from '../../flexvar/edit-scales.ts';
import { forcing } from '../../flexvar/forced-scale.ts';
import type { Grid } from '../../flexvar/grid.ts';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import type { Recipe } from '../../flexvar/recipe.ts';
import type { StoredPicture } from '../../images/canvas/stored-picture.ts';
import type { ModelDescription } from '../../inference/packs/model-description.ts';
import type { Lineage, Operation, PictureEdit, PlannedScale } from '../generation.ts';
import { checkMemory } from './check-memory.ts';
import { chooseInteger } from './choose-integer.ts';
import { maskRows } from './mask-rows.ts';
import { modelWarnings } from './model-warnings.ts';
import type { RecipeChoices } from './recipe-choices.ts';

/** A validated request, ready to run. */
export interface PlannedRequest {
  readonly operation: Operation;
  readonly model: ModelDescription;
  /** One per picture; they differ only in `imageIndex`. */
  readonly recipes: readonly Recipe[];
  readonly plan: readonly PlannedScale[];
  readonly warnings: readonly string[];
  /** Floating-point operations per picture. */
  readonly work: number;
  /** Index of the scale after which each picture is held. */
  readonly holdAtScale: number | null;
  readonly parent: Lineage | null;
  readonly edit: PictureEdit | null;
  /** The pictures `edit` refers to that may not be stored yet. */
  readonly pictures: readonly StoredPicture[];
  /** Known tokens of forced scales, by index. */
  readonly forcedTokens: ReadonlyMap<number, Uint16Array>;
}

/** The decisions of an operation, from which the rest of the plan follows. */
export interface PlanParts {
  readonly operation: Operation;
  readonly model: ModelDescription;
  readonly choices: RecipeChoices;
  readonly schedule: readonly Grid[];
  /** Forced cells of each scale; none if absent. */
  readonly masks?: ScaleMasks;
  /** Warnings of the operation itself; those about the model's range are added here. */
  readonly warnings: readonly string[];
  readonly parent?: Lineage | null;
  readonly edit?: PictureEdit | null;
  readonly pictures?: readonly StoredPicture[];
  readonly forcedTokens?: ReadonlyMap<number, Uint16Array>;
  /** Size of a scale's picture; defaults to that of its grid. */
  readonly pictureSize?: (grid: Grid) => PixelSize;
}

/** @throws InvalidInputError if a picture does not fit into memory, or the scale to hold at is invalid. */
export function completePlan(parts: PlanParts): PlannedRequest {
  const { operation, model, choices, schedule, masks = [], warnings } = parts;
  const { stride } = model.config.tokenizer;
  const pictureSize =
    parts.pictureSize ?? (grid => ({ width: grid.columns * stride, height: grid.rows * stride }));
  const { label, seed, guidance, sampling } = choices;
  // Without a class, guidance has nothing to contrast with: one branch.
  const branches = label === model.config.transformer.classCount ? 1 : 2;
  checkMemory(model, schedule, branches);
  const costs = scaleCosts(costModel(model), schedule, branches, masks);
  const shares = workShares(costModel(model), schedule, masks);
  return {
    operation,
    model,
    recipes: Array.from({ length: choices.count }, (_, picture) => ({
      label,
      seed,
      imageIndex: choices.imageIndex + picture,
      schedule,
      guidance,
      sampling,
    })),
    plan: schedule.map((grid, index) => {
      const forced = forcing(masks[index]);
      const sampled = masks[index]?.sampled ?? null;
      return {
        index,
        grid,
        ...pictureSize(grid),
        workShare: shares[index] ?? 0,
        forced,
        mask: forced === 'partly' && sampled !== null ? maskRows(sampled, grid) : null,
      };
    }),
    warnings: [...warnings, ...modelWarnings(model, { operation, choices, schedule })],
    work: costs.reduce((sum, cost) => sum + cost, 0),
    holdAtScale: chooseHold(choices.holdAtScale, schedule.length),
    parent: parts.parent ?? null,
    edit: parts.edit ?? null,
    pictures: parts.pictures ?? [],
    forcedTokens: parts.forcedTokens ?? new Map(),
  };
}

export function costModel({ config }: ModelDescription): CostModel {
  const { depth, width } = config.transformer;
  return { depth, width, codebookSize: config.tokenizer.codebookSize };
}

/** Null for no hold. After the last scale there is nothing to hold. */
function chooseHold(asked: number | undefined, scaleCount: number): number | null {
  if (asked === undefined) return null;
  const allowed =
    scaleCount > 1
      ? `an integer from 0 to ${scaleCount - 2}, any scale but the last`
      : 'omitted: there is only one scale';
  return chooseInteger('holdAtScale', asked, 0, scaleCount - 2, allowed);
}
