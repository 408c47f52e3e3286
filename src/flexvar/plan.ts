import { type CostModel, workShares } from './cost.ts';
import { continueSides, fitSides, scheduleOfSteps } from './derive-schedule.ts';
import type { Grid } from './grid.ts';
import type { PixelSize } from './pixel-size.ts';
import { type Problem, problem } from './problem.ts';
import { stepLimits } from './published-schedules.ts';
import { scheduleProblems } from './schedule-limits.ts';

/** Maximum side of a picture, as a multiple of the trained side. */
const refuseAbove = 4;
/** Aspect ratios are accepted from 1:limit to limit:1. */
export const maxAspect = 8;

/** The model properties needed for planning. */
export interface PlanModel {
  readonly cost: CostModel;
  /** Pixels per token side. */
  readonly stride: number;
  /** Longest side the model was trained at, in pixels. */
  readonly trainedSide: number;
  readonly schedules: readonly { readonly name: string; readonly grids: readonly Grid[] }[];
  /** Name of one of `schedules`. */
  readonly defaultSchedule: string;
}

/**
 * A user's request; everything is optional. `schedule` (explicit grids) and `scheduleName` each exclude all other
 * fields; `size` and `aspectRatio` exclude each other.
 */
export interface PlanRequest {
  readonly size?: PixelSize | undefined;
  /** Width over height, at about the area of a square with the trained side. */
  readonly aspectRatio?: PixelSize | undefined;
  /** Number of scales, 6 .. 16. */
  readonly steps?: number | undefined;
  readonly schedule?: readonly Grid[] | undefined;
  readonly scheduleName?: string | undefined;
}

export interface ScheduledScale {
  readonly index: number;
  readonly grid: Grid;
  /** Size of the picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Share of the total work, 0 .. 1. */
  readonly share: number;
}

export interface Plan {
  readonly scales: readonly ScheduledScale[];
  /** Size of the finest scale. */
  readonly width: number;
  readonly height: number;
  /** Warnings about deviations from the request or from expectations. */
  readonly warnings: readonly string[];
}

export type PlanResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Plans the scales of a picture. A size that is not a multiple of the stride is rounded to the nearest one (at least
 * one token), with a warning. Published schedules are used unchanged for their own size.
 */
export function planSchedule(request: PlanRequest, model: PlanModel): PlanResult {
  const problems = requestProblems(request, model);
  if (problems.length > 0) return { ok: false, problems };
  const warnings: string[] = [];
  const grids = chooseGrids(request, model, warnings);
  const [tooLarge] = scheduleProblems(grids, maxSide(model));
  // Explicit schedules were validated above; for derived ones, errors name size or steps.
  if (tooLarge !== undefined) {
    const field = request.steps === undefined ? 'size' : 'steps';
    return { ok: false, problems: [problem(field, tooLarge.given, `smaller: ${tooLarge.allowed}`)] };
  }
  return { ok: true, plan: describePlan(grids, model, warnings) };
}

/** Maximum side of a grid, in tokens. */
export function maxSide(model: Pick<PlanModel, 'trainedSide' | 'stride'>): number {
  return Math.floor((refuseAbove * model.trainedSide) / model.stride);
}

function requestProblems(request: PlanRequest, model: PlanModel): Problem[] {
  const { size, aspectRatio, steps, schedule, scheduleName } = request;
  const given = Object.entries({ schedule, scheduleName, size, aspectRatio, steps })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  for (const alone of ['schedule', 'scheduleName'])
    if (given.includes(alone) && given.length > 1)
      return [problem(alone, given.join(', '), 'given alone: it sets size, aspect ratio and steps')];
  if (size !== undefined && aspectRatio !== undefined)
    return [problem('aspectRatio', 'both', 'omitted if a size is given')];

  const problems: Problem[] = [];
  if (schedule !== undefined) problems.push(...scheduleProblems(schedule, maxSide(model)));
  const names = model.schedules.map(entry => entry.name);
  if (scheduleName !== undefined && !names.includes(scheduleName))
    problems.push(problem('scheduleName', scheduleName, `one of ${names.join(', ')}`));
  const longest = maxSide(model) * model.stride;
  for (const side of ['width', 'height'] as const) {
    if (
      size !== undefined &&
      !(Number.isInteger(size[side]) && size[side] >= model.stride && size[side] <= longest)
    )
      problems.push(
        problem(`size.${side}`, size[side], `an integer from ${model.stride} to ${longest} pixels`),
      );
    if (aspectRatio !== undefined && !(Number.isFinite(aspectRatio[side]) && aspectRatio[side] > 0))
      problems.push(problem(`aspectRatio.${side}`, aspectRatio[side], 'a number above 0'));
  }
  if (aspectRatio !== undefined && problems.length === 0) {
    const ratio = aspectRatio.width / aspectRatio.height;
    if (!(ratio >= 1 / maxAspect && ratio <= maxAspect))
      problems.push(problem('aspectRatio', ratio, `from 1:${maxAspect} to ${maxAspect}:1`));
  }
  if (steps !== undefined && !(Number.isInteger(steps) && steps >= stepLimits.min && steps <= stepLimits.max))
    problems.push(problem('steps', steps, `an integer from ${stepLimits.min} to ${stepLimits.max}`));
  return problems;
}

function chooseGrids(request: PlanRequest, model: PlanModel, warnings: string[]): readonly Grid[] {
  if (request.schedule !== undefined) return request.schedule;
  const named = scheduleNamed(model, request.scheduleName ?? model.defaultSchedule);
  if (request.scheduleName !== undefined) return named;
  const target = targetGrid(request, model, named);
  const asked = request.size;
  const { width, height } = pixelSize(target, model);
  if (asked !== undefined && (asked.width !== width || asked.height !== height))
    warnings.push(
      `The size ${asked.width} x ${asked.height} was rounded to ${width} x ${height}; sides must be multiples ` +
        `of ${model.stride} pixels.`,
    );
  if (request.steps === undefined)
    return (
      publishedFor(model, target) ?? fitSides(continueSides(longerSides(named), shorterSide(target)), target)
    );
  const grids =
    model.schedules.find(entry => entry.grids.length === request.steps && endsAt(entry.grids, target))
      ?.grids ?? scheduleOfSteps(request.steps, target);
  if (grids.length < request.steps)
    warnings.push(
      `${width} x ${height} pixels have room for only ${grids.length} steps, not ${request.steps}.`,
    );
  return grids;
}

function scheduleNamed(model: PlanModel, name: string): readonly Grid[] {
  const found = model.schedules.find(entry => entry.name === name);
  if (found === undefined) throw new Error(`the model has no schedule named ${name}`);
  return found.grids;
}

/** A schedule of the model that ends at `target`, preferably the default one. */
function publishedFor(model: PlanModel, target: Grid): readonly Grid[] | undefined {
  const fitting = model.schedules.filter(entry => endsAt(entry.grids, target));
  return (fitting.find(entry => entry.name === model.defaultSchedule) ?? fitting[0])?.grids;
}

function endsAt(grids: readonly Grid[], target: Grid): boolean {
  const last = grids.at(-1);
  return last !== undefined && last.rows === target.rows && last.columns === target.columns;
}

function shorterSide(grid: Grid): number {
  return Math.min(grid.rows, grid.columns);
}

function longerSides(grids: readonly Grid[]): number[] {
  return grids.map(grid => Math.max(grid.rows, grid.columns));
}

function targetGrid(request: PlanRequest, model: PlanModel, named: readonly Grid[]): Grid {
  const tokens = (pixels: number) => Math.min(maxSide(model), Math.max(1, Math.round(pixels / model.stride)));
  if (request.size !== undefined)
    return { rows: tokens(request.size.height), columns: tokens(request.size.width) };
  if (request.aspectRatio !== undefined) {
    const root = Math.sqrt(request.aspectRatio.width / request.aspectRatio.height);
    return { rows: tokens(model.trainedSide / root), columns: tokens(model.trainedSide * root) };
  }
  return named.at(-1) ?? { rows: 1, columns: 1 };
}

function pixelSize(grid: Grid, model: Pick<PlanModel, 'stride'>): PixelSize {
  return { width: grid.columns * model.stride, height: grid.rows * model.stride };
}

function describePlan(grids: readonly Grid[], model: PlanModel, warnings: string[]): Plan {
  const shares = workShares(model.cost, grids);
  const scales = grids.map((grid, index) => ({
    index,
    grid,
    ...pixelSize(grid, model),
    share: shares[index] ?? 0,
  }));
  const last = scales.at(-1) ?? { width: 0, height: 0 };
  return { scales, width: last.width, height: last.height, warnings };
}
