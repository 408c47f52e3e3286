import { planGenerate } from '../../src/generations/plan/plan-generate.ts';
import type { CanvasRequest } from '../../src/generations/request.ts';
import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import type { Engine } from '../../src/inference/engine.ts';
import type { Models } from '../../src/inference/packs/model-description.ts';

/** Pictures of one batch: the transformer's memory limits it, and larger ones are hardly faster. */
const batchSize = 16;

/** What to draw; seeds and classes are given, everything else is the model's default. */
export interface SampleRequest {
  /** Index of the class of each picture. */
  readonly labels: readonly number[];
  /** Seed of each picture. @default 0, 1, 2, ... */
  readonly seeds?: readonly number[];
  readonly canvas?: CanvasRequest;
  readonly steps?: number;
}

export interface Sample {
  readonly label: number;
  readonly seed: number;
  readonly image: RgbImage;
  /** Picture of each scale, the last one included; empty unless they were asked for. */
  readonly scales: readonly RgbImage[];
}

/** Draws pictures as the server would, batch after batch. */
export class Sampler {
  readonly #models: Models;
  readonly #engine: Engine;
  /** Told how many pictures were drawn, after every batch. */
  readonly #progress: (drawn: number) => void;

  constructor(models: Models, engine: Engine, progress: (drawn: number) => void) {
    this.#models = models;
    this.#engine = engine;
    this.#progress = progress;
  }

  async draw(request: SampleRequest, withScales = false): Promise<Sample[]> {
    const samples: Sample[] = [];
    for (let start = 0; start < request.labels.length; start += batchSize) {
      samples.push(...(await this.#drawBatch(request, start, withScales)));
      this.#progress(Math.min(batchSize, request.labels.length - start));
    }
    return samples;
  }

  async #drawBatch(request: SampleRequest, start: number, withScales: boolean): Promise<Sample[]> {
    const recipes = request.labels.slice(start, start + batchSize).flatMap((label, i) => {
      const asked = {
        class: { index: label },
        canvas: request.canvas ?? { kind: 'default' as const },
        seed: request.seeds?.[start + i] ?? start + i,
        ...(request.steps === undefined ? {} : { steps: request.steps }),
      };
      return planGenerate(asked, this.#models, 1).recipes;
    });
    const last = (recipes[0]?.schedule.length ?? 0) - 1;
    const decoded: RgbImage[][] = recipes.map(() => []);
    for await (const { index, grid, tokens } of this.#engine.generate({ recipes, finished: [] }))
      if (withScales || index === last)
        for (const [picture, of] of tokens.entries())
          if (of !== null) decoded[picture]?.push(await this.#engine.decode(of, grid));
    return recipes.flatMap(({ label, seed }, picture) => {
      const image = decoded[picture]?.at(-1);
      return image === undefined
        ? []
        : [{ label, seed, image, scales: withScales ? (decoded[picture] ?? []) : [] }];
    });
  }
}
