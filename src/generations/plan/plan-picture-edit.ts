import type { Asker } from '../../fairness/asker.ts';
import { inpaintScales, leadingScales, nativeFidelity, type ScaleMasks } from '../../flexvar/edit-scales.ts';
import { forcing } from '../../flexvar/forced-scale.ts';
import type { Grid } from '../../flexvar/grid.ts';
import type { PixelSize } from '../../flexvar/pixel-size.ts';
import { maxSide } from '../../flexvar/plan.ts';
import {
  type CanvasMapping,
  canvasAround,
  containedSize,
  cropAt,
  grownSize,
  mapToCanvas,
  noGrowth,
  trainedSize,
  workingSize,
} from '../../images/canvas/canvas-mapping.ts';
import type { PixelMask } from '../../images/canvas/fill-hole.ts';
import { maskPadding } from '../../images/canvas/mask-padding.ts';
import { maskAroundSource } from '../../images/canvas/source-canvas.ts';
import type { CanvasMask } from '../../images/intake/read-picture.ts';
import type { PictureProcesses } from '../../images/process/picture-processes.ts';
import type { ModelDescription } from '../../inference/packs/model-description.ts';
import type { PictureEdit } from '../generation.ts';
import type { PictureEditRequest } from '../request.ts';
import { chooseGrowth } from './choose-growth.ts';
import { chooseInteger } from './choose-integer.ts';
import { checkedPicture, type EditSource } from './edit-source.ts';
import { planCanvas, planModel } from './plan-canvas.ts';
import { completePlan, type PlannedRequest } from './planned-request.ts';
import { chooseRecipe, modelDefaults } from './recipe-choices.ts';
import { sourceWarnings } from './source-warnings.ts';

/** Maximum blend width between source and result, in pixels. */
const maxFeather = 512;

export interface PictureEditPlanning {
  readonly processes: PictureProcesses;
  readonly picturesPerRequest: number;
  readonly asker: Asker;
}

/**
 * Validates and plans an operation on a picture: the position of the source in the canvas, and what each scale keeps of
 * it. Decodes source and mask, the only way to know that they can be decoded.
 * @throws InvalidInputError, NotFoundError
 */
export async function planPictureEdit(
  request: PictureEditRequest,
  source: EditSource,
  model: ModelDescription,
  { processes, picturesPerRequest, asker }: PictureEditPlanning,
): Promise<PlannedRequest> {
  const choices = chooseRecipe(request, model, modelDefaults(model), picturesPerRequest);
  const { mapping, schedule, warnings } = layOut(request, source, model);
  const { stride } = model.config.tokenizer;
  const fromScale = chooseFromScale(request, mapping, schedule, stride);
  const feather = chooseFeather(request, stride);
  const mask = await chooseMask(request, mapping, processes, asker);
  const masks = editedScales({ mapping, fromScale }, mask?.mask ?? null, schedule);
  const painted = await source.paint(mapping);
  const edit: PictureEdit = {
    operation: request.operation,
    source: painted.stored.digest,
    mask: mask?.stored.digest ?? null,
    mapping,
    fromScale,
    feather,
    notes: [...source.notes, ...mappingNotes(mapping)],
  };
  return completePlan({
    operation: request.operation,
    model,
    choices,
    schedule,
    masks,
    warnings: [
      ...warnings,
      ...(mask?.warnings ?? []),
      ...emptyWarnings(masks, schedule),
      ...(isForeign(source) ? sourceWarnings(model.config.goodFor, painted.pixels, mapping.source) : []),
    ],
    parent: source.origin?.lineage ?? null,
    edit,
    pictures: mask === null ? [painted.stored] : [painted.stored, mask.stored],
    pictureSize: grid => shownSize(mapping, grid, stride),
  });
}

/** What each scale keeps of the source. @param mask of the canvas; null for none. */
export function editedScales(
  { mapping, fromScale }: Pick<PictureEdit, 'mapping' | 'fromScale'>,
  mask: PixelMask | null,
  schedule: readonly Grid[],
): ScaleMasks {
  return mask === null
    ? leadingScales(schedule, fromScale - 1)
    : inpaintScales(schedule, { ...mapping.canvas, data: mask }, fromScale);
}

/** Size of a scale's picture without the padding of the canvas. */
export function shownSize(mapping: CanvasMapping, grid: Grid, stride: number): PixelSize {
  const { width, height } = cropAt(mapping, { width: grid.columns * stride, height: grid.rows * stride });
  return { width, height };
}

/**
 * Whether the source is, or derives from, an uploaded picture; pictures a model made from scratch are always its own
 * kind.
 */
function isForeign({ origin }: EditSource): boolean {
  return origin === null || origin.generation.edit !== null;
}

interface Layout {
  readonly mapping: CanvasMapping;
  readonly schedule: readonly Grid[];
  readonly warnings: readonly string[];
}

function layOut(request: PictureEditRequest, source: EditSource, model: ModelDescription): Layout {
  const sourceSize = { width: source.width, height: source.height };
  const growth = request.operation === 'EXPAND' ? chooseGrowth(request.by, sourceSize) : noGrowth;
  const grown = grownSize(sourceSize, growth);
  const { stride } = model.config.tokenizer;
  const { steps } = request;
  if (request.schedule !== undefined) {
    const { scales, warnings, width, height } = planCanvas(request, model);
    const canvas = { width, height };
    const mapping = mapToCanvas(sourceSize, containedSize(grown, canvas), canvas, growth);
    return { mapping, schedule: scales.map(({ grid }) => grid), warnings };
  }
  const working = chooseWorkingSize(request, grown, model);
  const canvas = canvasAround(working, stride);
  const { scales, warnings } = planCanvas(
    { canvas: { kind: 'size', ...canvas }, ...(steps !== undefined && { steps }) },
    model,
  );
  const mapping = mapToCanvas(sourceSize, working, canvas, growth);
  return { mapping, schedule: scales.map(({ grid }) => grid), warnings };
}

/** The picture's size in the canvas, if no schedule determines the canvas. */
function chooseWorkingSize(
  request: PictureEditRequest,
  picture: PixelSize,
  model: ModelDescription,
): PixelSize {
  const { stride } = model.config.tokenizer;
  const { trainedSide } = model.config;
  const limits = { stride, trainedSide, longestSide: maxSide(planModel(model)) * stride };
  const { canvas } = request;
  if (canvas.kind === 'size') {
    // Checked as a size; the picture is then fitted into it.
    planCanvas({ canvas }, model);
    return containedSize(picture, canvas);
  }
  if (canvas.kind === 'aspectRatio') return containedSize(picture, planCanvas({ canvas }, model));
  const usual = workingSize(picture, limits);
  const isSmall = usual.width * usual.height < trainedSide ** 2;
  return request.operation === 'REFINE' && isSmall ? trainedSize(picture, limits) : usual;
}

/** The first scale not wholly taken from the source. */
function chooseFromScale(
  request: PictureEditRequest,
  { canvas, crop, sourceSize }: CanvasMapping,
  schedule: readonly Grid[],
  stride: number,
): number {
  const last = schedule.length - 1;
  switch (request.operation) {
    case 'INPAINT':
      return chooseInteger('fromScale', request.fromScale ?? 0, 0, last);
    case 'EXPAND':
      return 0;
    case 'REFINE': {
      // The canvas in source pixels; there is always something left to draw.
      const native = {
        width: (canvas.width * sourceSize.width) / crop.width,
        height: (canvas.height * sourceSize.height) / crop.height,
      };
      const usual = Math.max(0, Math.min(last - 1, nativeFidelity(schedule, native, stride)));
      return 1 + chooseInteger('fidelity', request.fidelity ?? usual, 0, last);
    }
  }
}

function chooseFeather(request: PictureEditRequest, stride: number): number | null {
  if (request.operation === 'REFINE') return null;
  const feather = chooseInteger('feather', request.feather ?? stride, 0, maxFeather);
  return request.composite === false ? null : feather;
}

/** Null if the operation has none. */
async function chooseMask(
  request: PictureEditRequest,
  mapping: CanvasMapping,
  { quick, intake }: PictureProcesses,
  asker: Asker,
): Promise<CanvasMask | null> {
  switch (request.operation) {
    case 'REFINE':
      return null;
    case 'EXPAND': {
      const { width, height } = mapping.canvas;
      const mask = maskPadding(maskAroundSource(mapping), mapping);
      const stored = await quick.take(asker, turn => turn.run('storeMask', mask, width, height));
      return { mask, stored, warnings: [] };
    }
    case 'INPAINT': {
      const { image, polarity } = request.mask;
      return checkedPicture(`mask.image.${image.field}`, () =>
        intake.take(asker, turn => turn.run('readMaskPicture', image.bytes, polarity, mapping)),
      );
    }
  }
}

function mappingNotes({ sourceSize, source, crop, canvas }: CanvasMapping): string[] {
  const notes: string[] = [];
  if (source.width !== sourceSize.width || source.height !== sourceSize.height)
    notes.push(
      `The source was scaled from ${sourceSize.width} x ${sourceSize.height} to ${source.width} x ` +
        `${source.height} pixels.`,
    );
  if (crop.width !== canvas.width || crop.height !== canvas.height)
    notes.push(
      `The picture of ${crop.width} x ${crop.height} pixels is drawn on a padded canvas of ${canvas.width} x ${canvas.height}.`,
    );
  return notes;
}

function emptyWarnings(masks: ScaleMasks, schedule: readonly Grid[]): string[] {
  const nothing = schedule.every((_, index) => forcing(masks[index]) === 'wholly');
  return nothing ? ['There is nothing to draw: every token is taken from the source.'] : [];
}
