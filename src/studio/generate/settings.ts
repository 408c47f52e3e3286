import type { GenerateImageInput, GuidanceMode, ModelPartsFragment } from '../gql/graphql.ts';
import { canvasInput, type ShapeName, type SizeName } from './canvas.ts';

/** The form's settings. */
export interface Settings {
  /** Class name or synonym; empty for a random class. */
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
  /** Number of scales after which the pictures are held; null: they are not held. */
  readonly waitAfter: number | null;
}

/** The model's defaults. */
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
 * The request, containing only what differs from the model's defaults.
 *
 * An empty class means a surprise. Since models often draw nothing recognisable without a class, a random one is
 * chosen.
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
