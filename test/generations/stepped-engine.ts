import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import type { Engine } from '../../src/inference/engine.ts';
import type {
  FinishedScale,
  GenerateOptions,
  GeneratorJob,
} from '../../src/inference/generator/generator.ts';

/** A scale that an engine has been held at. */
export interface HeldScale {
  readonly index: number;
  readonly job: GeneratorJob;
}

/**
 * A real engine whose scales finish when the test says so. What it computes is computed by the engine inside; it
 * only hands scales out one by one, and asks who is wanted between them as any engine does.
 */
export class SteppedEngine implements Engine {
  readonly decodesAtOnce = 2;
  readonly #inside: Engine;
  readonly #arrivals: HeldScale[] = [];
  readonly #awaited: ((held: HeldScale) => void)[] = [];
  #proceed: PromiseWithResolvers<void>[] = [];
  #held = false;
  #failures: Error[] = [];
  /** Jobs begun so far. */
  readonly jobs: GeneratorJob[] = [];

  constructor(inside: Engine) {
    this.#inside = inside;
  }

  /** From now on every scale waits for `step()`. */
  hold(): void {
    this.#held = true;
  }

  /** Lets everything run again. */
  release(): void {
    this.#held = false;
    for (const { resolve } of this.#proceed.splice(0)) resolve();
    this.#arrivals.splice(0);
  }

  /** The next scale that an engine run is held at. */
  reached(): Promise<HeldScale> {
    const arrived = this.#arrivals.shift();
    if (arrived !== undefined) return Promise.resolve(arrived);
    return new Promise(resolve => this.#awaited.push(resolve));
  }

  /** Lets the scale that is held finish. */
  step(): void {
    this.#proceed.shift()?.resolve();
  }

  /** Makes the next runs fail at their next scale, one error each. */
  failWith(...errors: Error[]): void {
    this.#failures.push(...errors);
  }

  async *generate(job: GeneratorJob, options: GenerateOptions = {}): AsyncGenerator<FinishedScale, void> {
    this.jobs.push(job);
    const { wanted = () => true, signal, draining } = options;
    const dropped = new Set<number>();
    const mayGoOn = () => {
      signal?.throwIfAborted();
      if (draining?.aborted) return false;
      for (const picture of job.recipes.keys()) if (!wanted(picture)) dropped.add(picture);
      return dropped.size < job.recipes.length;
    };
    if (!mayGoOn()) return;
    const { began = () => {} } = options;
    for await (const scale of this.#inside.generate(job, this.#held ? { began } : options)) {
      await this.#arrive({ index: scale.index, job });
      const failure = this.#failures.shift();
      if (failure !== undefined) throw failure;
      yield {
        ...scale,
        tokens: scale.tokens.map((tokens, picture) => (dropped.has(picture) ? null : tokens)),
      };
      if (!mayGoOn()) return;
    }
  }

  decode(...given: Parameters<Engine['decode']>): Promise<RgbImage> {
    return this.#inside.decode(...given);
  }

  encode(...given: Parameters<Engine['encode']>): ReturnType<Engine['encode']> {
    return this.#inside.encode(...given);
  }

  get processIds(): readonly number[] {
    return this.#inside.processIds;
  }

  get ready(): boolean {
    return this.#inside.ready;
  }

  close(): Promise<void> {
    this.release();
    return this.#inside.close();
  }

  async #arrive(held: HeldScale): Promise<void> {
    if (!this.#held) return;
    const proceed = Promise.withResolvers<void>();
    this.#proceed.push(proceed);
    const awaited = this.#awaited.shift();
    if (awaited === undefined) this.#arrivals.push(held);
    else awaited(held);
    await proceed.promise;
  }
}
