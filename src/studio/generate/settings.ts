import type { GenerateImageInput, GuidanceMode, ModelPartsFragment } from '../gql/graphql.ts';
import { canvasInput, type ShapeName, type SizeName } from './canvas.ts';

/** What the form holds. */
export interface Settings {
  /** A class by name or synonym; empty: whichever comes up. */
  readonly className: string;
  readonly shape: ShapeName;
  readonly size: SizeName;
  readonly steps: number;
  readonly guidance: number;
  readonly guidanceMode: GuidanceMode;
  readonly topK: number;
  readonly topP: number;
  /** null: the server draws one. */
  readonly seed: number | null;
  readonly count: number;
  /** Number of scales after which the pictures wait to be looked at; null: they do not wait. */
  readonly waitAfter: number | null;
}

/** What the model does when nothing else is asked for. */
export function defaultSettings({ defaults, schedules }: ModelPartsFragment): Settings {
  const { guidance, sampling } = defaults;
  return {
    className: '',
    shape: 'square',
    size: 'trained',
    steps: schedules.find(({ isDefault }) => isDefault)?.steps ?? 10,
    guidance: guidance.scale,
    guidanceMode: guidance.mode,
    topK: sampling.topK,
    topP: sampling.topP,
    seed: null,
    count: 1,
    waitAfter: null,
  };
}

/**
 * The request: only what differs from the model's defaults is said.
 *
 * Who leaves the class open hopes for a surprise, and what a model draws without a class is often nothing in particular: one
 * is drawn by lot.
 */
export function generateInput(settings: Settings, model: ModelPartsFragment): GenerateImageInput {
  const usual = defaultSettings(model);
  const { className, steps, guidance, guidanceMode, topK, topP, seed, count, waitAfter } = settings;
  const canvas = canvasInput(settings.shape, settings.size, model);
  return {
    class:
      className.trim() === ''
        ? { index: Math.floor(Math.random() * model.classCount) }
        : { name: className.trim() },
    ...(canvas !== null && { canvas }),
    ...((canvas !== null || steps !== usual.steps) && { steps }),
    ...((guidance !== usual.guidance || guidanceMode !== usual.guidanceMode) && {
      guidance: { mode: guidanceMode, scale: guidance },
    }),
    ...((topK !== usual.topK || topP !== usual.topP) && { sampling: { topK, topP } }),
    ...(seed !== null && { seed }),
    ...(count !== 1 && { count }),
    ...(waitAfter !== null && waitAfter < steps && { holdAtScale: waitAfter - 1 }),
  };
}
