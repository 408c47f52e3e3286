import { type Plan, type PlanModel, planSchedule } from '../../flexvar/plan.ts';
import type { Problem } from '../../flexvar/problem.ts';
import type { ModelDescription } from '../../inference/packs/model-description.ts';
import { InvalidInputError } from '../errors.ts';
import type { CanvasRequest, RecipeRequest } from '../request.ts';
import { costModel } from './planned-request.ts';

/** Plans the requested scales by the rules of the model. @throws InvalidInputError */
export function planCanvas(
  request: Pick<RecipeRequest, 'canvas' | 'schedule' | 'steps'>,
  model: ModelDescription,
): Plan {
  const { canvas, schedule, steps } = request;
  const result = planSchedule(
    {
      size: sides(canvas, 'size'),
      aspectRatio: sides(canvas, 'aspectRatio'),
      steps,
      schedule: typeof schedule === 'string' ? undefined : schedule,
      scheduleName: typeof schedule === 'string' ? schedule : undefined,
    },
    planModel(model),
  );
  if (result.ok) return result.plan;
  throw invalidCanvas(result.problems);
}

function sides(canvas: CanvasRequest, kind: 'size' | 'aspectRatio') {
  return canvas.kind === kind ? { width: canvas.width, height: canvas.height } : undefined;
}

/** The planner uses its own field names; clients know those of the API. */
function invalidCanvas(problems: readonly Problem[]): Error {
  const [first] = problems;
  if (first === undefined) return new Error('A schedule was refused without a reason.');
  const { given, allowed } = first;
  return new InvalidInputError({ field: canvasField(first.field), given, allowed });
}

function canvasField(field: string): string {
  if (field === 'steps') return field;
  return `canvas.${field.replace(/^scheduleName/, 'publishedSchedule')}`;
}

/** The properties of a model needed for planning. */
export function planModel(model: ModelDescription): PlanModel {
  const { tokenizer, trainedSide, schedules, defaults } = model.config;
  return {
    cost: costModel(model),
    stride: tokenizer.stride,
    trainedSide,
    schedules,
    defaultSchedule: defaults.schedule,
  };
}
