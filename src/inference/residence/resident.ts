import { EngineClosedError } from '../errors.ts';
import type { Hosted } from '../processes/hosted.ts';

/** Retry delay of a failed start, unless a request triggers an earlier one. */
const retryMs = 60_000;

export type ResidenceState = 'LOADED' | 'LOADING' | 'UNLOADED';

export interface ResidentOptions<Part extends Hosted> {
  readonly start: (signal: AbortSignal) => Promise<Part>;
  /** Approximate memory when loaded, in bytes. */
  readonly bytes: number;
  /** Idle milliseconds after which it is unloaded; null: never. */
  readonly idleMs: number | null;
  /** Called before each start, so that others can free memory. */
  readonly makeRoom: (bytes: number) => Promise<void>;
}

/** A part of a model that is loaded on first use and unloaded when idle, so that an unused model costs nothing. */
export class Resident<Part extends Hosted> implements Hosted {
  readonly #options: ResidentOptions<Part>;
  readonly #closing = new AbortController();
  #starting: Promise<Part> | null = null;
  #started: Part | null = null;
  #unloading: Promise<void> | null = null;
  #failed = false;
  #timer: NodeJS.Timeout | undefined;
  #uses = 0;
  #lastUse = 0;
  /** Whether it is to be unloaded as soon as nobody uses it. */
  #unwanted = false;

  constructor(options: ResidentOptions<Part>) {
    this.#options = options;
  }

  /** Start of the current idle period, in terms of `performance.now()`; null while in use. */
  get idleSince(): number | null {
    return this.#uses > 0 || this.#started === null ? null : this.#lastUse;
  }

  get state(): ResidenceState {
    if (this.#started !== null) return 'LOADED';
    return this.#starting === null ? 'UNLOADED' : 'LOADING';
  }

  get processIds(): readonly number[] {
    return this.#started?.processIds ?? [];
  }

  /** Requests wait while it is unloaded or starting. */
  get ready(): boolean {
    return this.#started?.ready ?? !this.#failed;
  }

  /**
   * Loads it now. After a failed start, the next call retries.
   * @throws errors of the start.
   */
  load(): Promise<Part> {
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.reject(new EngineClosedError('The engine is closed.'));
    clearTimeout(this.#timer);
    this.#starting ??= this.#loadAnew(signal).then(
      part => {
        this.#started = part;
        this.#failed = false;
        this.#used();
        return part;
      },
      error => {
        this.#starting = null;
        this.#failed = true;
        if (!signal.aborted)
          this.#timer = setTimeout(() => void this.load().catch(() => {}), retryMs).unref();
        throw error;
      },
    );
    return this.#starting;
  }

  /** Loads it now, and cancels a pending unload. @throws as `load` */
  async keep(): Promise<void> {
    this.#unwanted = false;
    await this.load();
    // Restarts the idle timer even if nobody uses it.
    this.#used();
  }

  /** Runs some work with it and keeps it loaded meanwhile. */
  async use<T>(work: (part: Part) => Promise<T>): Promise<T> {
    const part = await this.take();
    try {
      return await work(part);
    } finally {
      this.release();
    }
  }

  /** It stays loaded until `release` has been called equally often. @throws as `load` */
  async take(): Promise<Part> {
    this.#uses++;
    try {
      return await this.load();
    } catch (error) {
      this.#uses--;
      throw error;
    }
  }

  release(): void {
    this.#uses--;
    this.#used();
  }

  /** Frees its memory as soon as it is idle: now, or after its last use. */
  async letGo(): Promise<void> {
    // A failed start is not retried.
    if (this.#starting === null) clearTimeout(this.#timer);
    this.#unwanted = this.#starting !== null;
    if (await this.unload()) this.#unwanted = false;
  }

  /** Frees its memory, unless it is in use. @returns whether it did. */
  async unload(): Promise<boolean> {
    const part = this.#started;
    if (part === null || this.#uses > 0) return false;
    clearTimeout(this.#timer);
    this.#started = null;
    this.#starting = null;
    this.#unloading = part.close();
    await this.#unloading;
    return true;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#closing.abort(new EngineClosedError('The engine was closed.'));
    const part = await this.#starting?.catch(() => null);
    await part?.close();
  }

  async #loadAnew(signal: AbortSignal): Promise<Part> {
    await this.#unloading;
    await this.#options.makeRoom(this.#options.bytes);
    return this.#options.start(signal);
  }

  #used(): void {
    this.#lastUse = performance.now();
    clearTimeout(this.#timer);
    const { idleMs } = this.#options;
    if (this.#uses > 0 || this.#started === null) return;
    if (this.#unwanted) return void this.letGo();
    if (idleMs === null) return;
    this.#timer = setTimeout(() => void this.unload(), idleMs).unref();
  }
}
