import type { Grid } from '../flexvar/grid.ts';
import type { Engine, EngineJob, FinishedScale, RgbImage } from './engine.ts';
import { EngineClosedError } from './errors.ts';

/** An engine that starts when something is first asked of it: installed models cost nothing until they are used. */
export class OnDemandEngine implements Engine {
  readonly #start: () => Promise<Engine>;
  #starting: Promise<Engine> | null = null;
  #started: Engine | null = null;
  #closed = false;

  constructor(start: () => Promise<Engine>) {
    this.#start = start;
  }

  /**
   * Starts the engine now. A start that failed is tried again by the next call.
   * @throws what the engine's start throws.
   */
  start(): Promise<Engine> {
    if (this.#closed) return Promise.reject(new EngineClosedError('The engine is closed.'));
    this.#starting ??= this.#start().then(
      engine => {
        this.#started = engine;
        return engine;
      },
      error => {
        this.#starting = null;
        throw error;
      },
    );
    return this.#starting;
  }

  async *generate(
    job: EngineJob,
    options: { wanted?: (picture: number) => boolean; signal?: AbortSignal } = {},
  ): AsyncGenerator<FinishedScale, void> {
    const engine = await this.start();
    yield* engine.generate(job, options);
  }

  async decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    const engine = await this.start();
    return engine.decode(tokens, grid);
  }

  async encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]> {
    const engine = await this.start();
    return engine.encode(image, grids);
  }

  get processIds(): readonly number[] {
    return this.#started?.processIds ?? [];
  }

  /** An engine nobody has asked for yet holds nobody up. */
  get ready(): boolean {
    return this.#starting === null || (this.#started?.ready ?? false);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const engine = await this.#starting?.catch(() => null);
    await engine?.close();
  }
}
