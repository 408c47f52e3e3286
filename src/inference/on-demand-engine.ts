import type { Grid } from '../flexvar/grid.ts';
import type { RgbImage } from './codec/rgb-image.ts';
import type { Engine, EngineJob, FinishedScale } from './engine.ts';
import { EngineClosedError } from './errors.ts';

/** A start that failed is tried again after so long, unless something is asked of the engine before. */
const retryMs = 60_000;

/** An engine that starts when something is first asked of it: installed models cost nothing until they are used. */
export class OnDemandEngine implements Engine {
  readonly #start: (signal: AbortSignal) => Promise<Engine>;
  readonly #closing = new AbortController();
  #starting: Promise<Engine> | null = null;
  #started: Engine | null = null;
  #failed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(start: (signal: AbortSignal) => Promise<Engine>) {
    this.#start = start;
  }

  /**
   * Starts the engine now. A start that failed is tried again by the next call.
   * @throws what the engine's start throws.
   */
  start(): Promise<Engine> {
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.reject(new EngineClosedError('The engine is closed.'));
    clearTimeout(this.#retry);
    this.#starting ??= this.#start(signal).then(
      engine => {
        this.#started = engine;
        this.#failed = false;
        return engine;
      },
      error => {
        this.#starting = null;
        this.#failed = true;
        if (!signal.aborted)
          this.#retry = setTimeout(() => void this.start().catch(() => {}), retryMs).unref();
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

  /** An engine that nobody has asked for yet, or that is starting, keeps what it is asked. */
  get ready(): boolean {
    return this.#started?.ready ?? !this.#failed;
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry);
    this.#closing.abort(new EngineClosedError('The engine was closed.'));
    const engine = await this.#starting?.catch(() => null);
    await engine?.close();
  }
}
