import { branchOfEdit, branchSchedule, leadingScales } from '../../flexvar/edit-scales.ts';
import { cellCount, type Grid, sameGrid } from '../../flexvar/grid.ts';
import { maxSide } from '../../flexvar/plan.ts';
import { scheduleProblems } from '../../flexvar/schedule-limits.ts';
import type { PixelMask } from '../../images/canvas/fill-hole.ts';
import type { ModelDescription, Models } from '../../inference/packs/model-description.ts';
import { InvalidInputError, ModelGoneError } from '../errors.ts';
import type { Generation, PictureEdit, StoredScale } from '../generation.ts';
import type { BranchRequest } from '../request.ts';
import { planCanvas, planModel } from './plan-canvas.ts';
import { editedScales, shownSize } from './plan-picture-edit.ts';
import { completePlan, type PlannedRequest } from './planned-request.ts';
import { chooseRecipe } from './recipe-choices.ts';

/** The generation to branch, with its finished scales. */
export interface BranchParent {
  readonly generation: Generation;
  readonly scales: readonly StoredScale[];
  /** The mask of its edit, if any. */
  readonly mask: PixelMask | null;
}

/**
 * Validates and plans a branch: the parent's scales up to the chosen one, then those of the parent's or the requested
 * schedule that refine the kept scales.
 * @throws InvalidInputError, NotFoundError, ModelGoneError
 */
export function planBranch(
  request: BranchRequest,
  { generation: parent, scales, mask }: BranchParent,
  models: Models,
  picturesPerRequest: number,
): PlannedRequest {
  const model = models.findByDigest(parent.modelDigest);
  if (model === undefined) throw new ModelGoneError(parent.model);
  const { scale } = request;
  checkScale(scale, scales.length);
  const choices = chooseRecipe(request, model, parent.recipe, picturesPerRequest);
  const { schedule, warnings } = planTail(request, parent, model);
  const inherited = inheritedEdit(parent, schedule);
  const { stride } = model.config.tokenizer;
  return completePlan({
    operation: 'BRANCH',
    model,
    choices,
    schedule,
    masks: inherited
      ? branchOfEdit(editedScales(inherited, mask, schedule), scale)
      : leadingScales(schedule, scale),
    warnings: parent.edit !== null && inherited === null ? [...warnings, editLost] : warnings,
    edit: inherited,
    ...(inherited && { pictureSize: (grid: Grid) => shownSize(inherited.mapping, grid, stride) }),
    parent: { generationId: parent.id, scaleIndex: scale },
    forcedTokens: new Map(scales.slice(0, scale + 1).map(({ index, tokens }) => [index, tokens])),
  });
}

const editLost =
  'The parent is an edit of a picture; a branch with a different size does not keep that picture outside the mask.';

/** The parent's edit, if its picture fits the branch, with scales indexed in the branch's schedule. */
function inheritedEdit({ edit, recipe }: Generation, schedule: readonly Grid[]): PictureEdit | null {
  const [own, finest] = [recipe.schedule.at(-1), schedule.at(-1)];
  if (edit === null || own === undefined || finest === undefined || !sameGrid(own, finest)) return null;
  const free = recipe.schedule[edit.fromScale];
  const fromScale =
    free === undefined ? schedule.length : schedule.filter(grid => cellCount(grid) < cellCount(free)).length;
  return { ...edit, fromScale };
}

function checkScale(scale: number, finished: number): void {
  if (Number.isInteger(scale) && scale >= 0 && scale < finished) return;
  const allowed =
    finished === 0
      ? 'a finished scale; there is none yet'
      : `an integer from 0 to ${finished - 1}, a finished scale`;
  throw new InvalidInputError({ field: 'scale', given: scale, allowed });
}

function planTail(
  request: BranchRequest,
  parent: Generation,
  model: ModelDescription,
): { schedule: readonly Grid[]; warnings: readonly string[] } {
  const { scale } = request;
  const own = parent.recipe.schedule;
  const requested = planCanvas(tailCanvas(request, own, model), model);
  const schedule = branchSchedule(
    own,
    scale,
    requested.scales.map(({ grid }) => grid),
  );
  if (schedule.length === scale + 1) throw nothingLeft(request, own);
  const [problem] = scheduleProblems(schedule, maxSide(planModel(model)), 'canvas.schedule');
  if (problem !== undefined) throw new InvalidInputError(problem);
  return { schedule, warnings: requested.warnings };
}

/** The requested canvas; defaults to the parent's schedule, or to the parent's size if only steps are given. */
function tailCanvas(
  { canvas, schedule, steps }: BranchRequest,
  own: readonly Grid[],
  { config }: ModelDescription,
): Parameters<typeof planCanvas>[0] {
  if (canvas.kind !== 'default' || schedule !== undefined)
    return { canvas, ...(schedule && { schedule }), ...(steps !== undefined && { steps }) };
  if (steps === undefined) return { canvas, schedule: own };
  const { rows = 1, columns = 1 } = own.at(-1) ?? {};
  const { stride } = config.tokenizer;
  return { canvas: { kind: 'size', width: columns * stride, height: rows * stride }, steps };
}

function nothingLeft(request: BranchRequest, own: readonly Grid[]): InvalidInputError {
  const { scale, canvas, schedule } = request;
  if (canvas.kind === 'default' && schedule === undefined)
    return new InvalidInputError({
      field: 'scale',
      given: scale,
      allowed: 'a scale before the last; to continue after that, request a larger canvas',
    });
  const { rows, columns } = own[scale] ?? { rows: 0, columns: 0 };
  return new InvalidInputError({
    field: 'canvas',
    given: schedule ?? canvas,
    allowed: `larger than the finest scale kept, ${rows} x ${columns} tokens, with neither side smaller`,
  });
}
