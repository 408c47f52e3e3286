import type { Asker } from '../../fairness/asker.ts';
import type { PictureProcesses } from '../../images/process/picture-processes.ts';
import type { Decoders } from '../../inference/codec/codec.ts';
import type { Models } from '../../inference/packs/model-description.ts';
import { NotFoundError } from '../errors.ts';
import type { GenerationId } from '../generation.ts';
import type { Generations } from '../generations.ts';
import type { GenerationRequest, SourceRequest } from '../request.ts';
import { scalePicture } from '../show/scale-picture.ts';
import { type EditSource, fileSource, scaleSource } from './edit-source.ts';
import { findModel } from './find-model.ts';
import { type BranchParent, planBranch } from './plan-branch.ts';
import { planGenerate } from './plan-generate.ts';
import { planPictureEdit } from './plan-picture-edit.ts';
import type { PlannedRequest } from './planned-request.ts';

export interface RequestPlannerOptions {
  /** Sources of pictures and generations for planning. */
  readonly generations: Pick<Generations, 'find' | 'scales' | 'scale' | 'picture'>;
  readonly models: Models;
  readonly decoders: Decoders;
  readonly processes: PictureProcesses;
  readonly picturesPerRequest: number;
}

/** Plans requests of every kind: reads their sources, validates them and makes all decisions. */
export class RequestPlanner {
  readonly #options: RequestPlannerOptions;

  constructor(options: RequestPlannerOptions) {
    this.#options = options;
  }

  /** @throws InvalidInputError, NotFoundError, ModelGoneError, ModelUnavailableError */
  async plan(request: GenerationRequest, asker: Asker): Promise<PlannedRequest> {
    const { models, processes, picturesPerRequest } = this.#options;
    switch (request.operation) {
      case 'GENERATE':
        return planGenerate(request, models, picturesPerRequest);
      case 'BRANCH':
        return planBranch(request, await this.#parent(request.parent, asker), models, picturesPerRequest);
      default: {
        const source = await this.#source(request.source, asker);
        const model = findModel(request.model ?? source.origin?.generation.model, models);
        return planPictureEdit(request, source, model, { processes, picturesPerRequest, asker });
      }
    }
  }

  async #parent(id: GenerationId, asker: Asker): Promise<BranchParent> {
    const { generations, processes } = this.#options;
    const generation = await generations.find(id);
    if (generation === null) throw new NotFoundError('generation', id);
    const digest = generation.edit?.mask ?? null;
    const mask = digest === null ? null : await generations.picture(digest);
    return {
      generation,
      scales: await generations.scales(generation),
      mask: mask && (await processes.quick.take(asker, turn => turn.run('storedMask', mask))),
    };
  }

  async #source(request: SourceRequest, asker: Asker): Promise<EditSource> {
    const { generations, decoders, processes } = this.#options;
    if (request.field !== 'scale') return fileSource(request, processes, asker);
    const { generation: id, scale: index } = request;
    const generation = await generations.find(id);
    const scale = generation && (await generations.scale(generation, index));
    if (generation === null || scale === null) throw new NotFoundError('scale', `${id}:${index}`);
    const picture = scalePicture({ decoders, generations }, generation, scale);
    return scaleSource(picture, generation, index, processes, asker);
  }
}
