import type { ScaleWork } from '../../src/flexvar/cost.ts';
import type { WaitingPicture } from '../../src/policy/waiting-picture.ts';
import { addWork, costTogether, type FakeModel } from './fake-model.ts';
import type { Request } from './load.ts';

/** A picture in progress. */
export class SimulatedPicture {
  readonly id: number;
  readonly request: Request;
  readonly #model: FakeModel;
  readonly #longestPassMs: number;
  #scale = 0;
  /** Part of the scale that is done, where it is cut into several passes. */
  #slice = 0;
  /** Passes of the scale. */
  #slices = 1;
  #view: WaitingPicture | null = null;
  #resident = false;

  /** @param longestPassMs scales that take longer are cut. */
  constructor(id: number, request: Request, model: FakeModel, longestPassMs: number) {
    this.id = id;
    this.request = request;
    this.#model = model;
    this.#longestPassMs = longestPassMs;
    this.#slices = this.#countSlices();
  }

  get scale(): number {
    return this.#scale;
  }

  get isComplete(): boolean {
    return this.#scale >= this.request.plan.scales.length;
  }

  get hasPreview(): boolean {
    return this.#scale >= this.request.plan.coarseScales;
  }

  /** Of its caches during its next pass. */
  get bytes(): number {
    return this.request.plan.scales[this.#scale]?.bytes ?? 0;
  }

  get resident(): boolean {
    return this.#resident;
  }

  set resident(resident: boolean) {
    if (resident !== this.#resident) this.#view = null;
    this.#resident = resident;
  }

  /** Of its next pass. */
  get work(): ScaleWork {
    const scale = this.request.plan.scales[this.#scale];
    if (scale === undefined) throw new Error('the picture is complete');
    const slices = this.#slices;
    const { tokens, attended, sampled } = scale.work;
    const slice = { tokens: tokens / slices, attended: attended / slices, sampled: sampled / slices };
    return this.#resident ? slice : addWork([slice, scale.rebuild]);
  }

  /** Pictures of the same shape can share every product and attention. */
  get shape(): string {
    const plan = this.request.plan;
    return `${plan.pixels} ${this.#scale} ${this.#slices}`;
  }

  /** As the policy sees it. */
  get view(): WaitingPicture {
    const { share, priority, deadlineMs, atMs, plan } = this.request;
    this.#view ??= {
      id: this.id,
      share,
      priority,
      arrivedMs: atMs,
      deadlineMs,
      nextCost: costTogether(this.#model, [this.work]),
      leftCost: this.costLeft,
      totalCost: plan.totalCost,
      isCoarse: this.#scale < plan.coarseScales,
      resident: this.#resident,
    };
    return this.#view;
  }

  get costLeft(): number {
    const { scales } = this.request.plan;
    const left = scales[this.#scale]?.costLeft ?? 0;
    const after = scales[this.#scale + 1]?.costLeft ?? 0;
    return left - ((left - after) * this.#slice) / this.#slices;
  }

  /** Called at the end of a pass. */
  advance(): void {
    this.#view = null;
    this.#slice++;
    if (this.#slice < this.#slices) return;
    this.#slice = 0;
    this.#scale++;
    this.#slices = this.#countSlices();
  }

  #countSlices(): number {
    const scale = this.request.plan.scales[this.#scale];
    if (scale === undefined || this.#longestPassMs === Number.POSITIVE_INFINITY) return 1;
    const costMs = costTogether(this.#model, [scale.work]) * this.#model.msPerCost;
    return Math.max(1, Math.ceil(costMs / this.#longestPassMs));
  }
}
