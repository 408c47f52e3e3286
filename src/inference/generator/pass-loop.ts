import { setImmediate as nextTurn } from 'node:timers/promises';
import { computePass } from '../../flexvar/compute-pass.ts';
import type { ForcedScale } from '../../flexvar/forced-scale.ts';
import type { Transformer } from '../../flexvar/model.ts';
import { toFailure } from '../errors.ts';
import { freeBuffers } from '../onnx/free-buffers.ts';
import type { AddedPicture, ComputedScale, TransformerReply } from '../processes/messages.ts';
import { LoopPicture } from './loop-picture.ts';
import { PassPlanner, type PlannedPass } from './pass-planner.ts';

/**
 * Computes many pictures in passes, for as long as there are any. A picture joins at the next pass and can leave after
 * any scale. It waits after each of its scales until the server has said that it wants the next one; meanwhile others
 * are computed.
 */
export class PassLoop {
  readonly #transformer: Transformer;
  readonly #reply: (message: TransformerReply) => void;
  readonly #planner: PassPlanner;
  /** All pictures in progress, by id. */
  readonly #pictures = new Map<number, LoopPicture>();
  #running = false;

  constructor(transformer: Transformer, reply: (message: TransformerReply) => void) {
    this.#transformer = transformer;
    this.#reply = reply;
    this.#planner = new PassPlanner(transformer.architecture);
  }

  /** @param memoryBytes budget for the KV caches of all pictures in progress. */
  add(pictures: readonly AddedPicture[], forced: readonly (ForcedScale | null)[], memoryBytes: number): void {
    this.#planner.memoryBytes = memoryBytes;
    for (const added of pictures) {
      try {
        this.#pictures.set(added.id, new LoopPicture(this.#transformer, added, forced));
      } catch (error) {
        this.#reply({ type: 'failed', picture: added.id, error: toFailure(error) });
      }
    }
    void this.#run();
  }

  goOn(ids: readonly number[]): void {
    for (const id of ids) {
      const picture = this.#pictures.get(id);
      if (picture !== undefined) picture.isWanted = true;
    }
    void this.#run();
  }

  drop(ids: readonly number[]): void {
    for (const id of ids) this.#pictures.delete(id);
    freeBuffers(this.#reservedBytes);
  }

  /** Runs passes until no picture is ready for one. */
  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      // Lets messages in that arrived during the last pass.
      await nextTurn();
      const pass = this.#planner.next([...this.#pictures.values()]);
      if (pass === null) break;
      await this.#compute(pass);
      freeBuffers(this.#reservedBytes);
    }
    this.#running = false;
  }

  get #reservedBytes(): number {
    return this.#pictures.values().reduce((sum, picture) => sum + picture.reservedBytes, 0);
  }

  async #compute({ pictures, cost }: PlannedPass): Promise<void> {
    const before = pictures.map(picture => ({ index: picture.scale, cost: cost === 0 ? 0 : picture.cost }));
    const alone = before.reduce((sum, own) => sum + own.cost, 0);
    if (cost > 0) this.#reply({ type: 'begun', pictures: pictures.map(({ id }) => id), cost });
    const began = performance.now();
    try {
      const tokens = await computePass(this.#transformer, pictures);
      const milliseconds = performance.now() - began;
      if (cost > 0) this.#planner.measured(milliseconds);
      const scales = pictures.map(({ id }, place): ComputedScale => {
        const { index = 0, cost: own = 0 } = before[place] ?? {};
        return {
          picture: id,
          index,
          tokens: tokens[place] ?? new Uint16Array(),
          milliseconds: alone === 0 ? 0 : (milliseconds * own) / alone,
        };
      });
      for (const picture of pictures) {
        picture.isWanted = false;
        picture.isSuspect = false;
        if (picture.isFinished) this.#pictures.delete(picture.id);
      }
      this.#reply({ type: 'computed', scales });
    } catch (error) {
      this.#failed(pictures, error);
    }
  }

  /** One picture that cannot be computed must not end the others: each is tried alone. */
  #failed(pass: readonly LoopPicture[], error: unknown): void {
    const [only, ...others] = pass;
    for (const picture of pass) picture.rows = null;
    if (only === undefined) return;
    if (others.length === 0) {
      this.#pictures.delete(only.id);
      this.#reply({ type: 'failed', picture: only.id, error: toFailure(error) });
    } else for (const picture of pass) picture.isSuspect = true;
  }
}
