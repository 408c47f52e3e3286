import type { Database } from '../../database/database.ts';
import type { PictureProcesses } from '../../images/process/picture-processes.ts';
import type { Codec } from '../../inference/codec/codec.ts';
import type { FinishedScale, Generator } from '../../inference/generator/generator.ts';
import type { GenerationId, TerminalStatus } from '../generation.ts';
import type { NewScale, StoredProgress } from '../store/append-scales.ts';
import { type Attempt, countAttempt, finishCanceling, finishedTokens } from '../store/attempt-store.ts';
import { scaleDigest } from '../store/scale-digest.ts';
import { tokensToBytes } from '../store/token-bytes.ts';
import { EngineFailure } from './engine-failure.ts';
import { forcedScales } from './forced-scales.ts';
import type { ScaleWriter } from './scale-writer.ts';
import type { StoragePatience } from './storage-patience.ts';

/** `finished`: nothing is left to do. `drained`: stopped between two passes because the server is stopping. */
export type RunOutcome = 'finished' | 'drained';

/** Dependencies and settings for computing a run. */
export interface RunModel {
  readonly generator: Generator;
  readonly codec: Codec;
}

export interface RunControl {
  /** Pictures no longer needed, canceled or accepted; may grow at any time. */
  readonly stopped: ReadonlySet<GenerationId>;
  /** Ends the run, as drained, after the pass in progress. */
  readonly draining: AbortSignal;
  /** Ends the run at once, as drained; the current scale is lost. */
  readonly hurry: AbortSignal;
  /** Ends the run without further writes, because another attempt owns it. */
  readonly signal: AbortSignal;
  /** Called for each stored scale. */
  readonly stored: (scale: StoredWork) => void;
  /** Called for pictures canceled between two scales. */
  readonly ended: (statuses: readonly TerminalStatus[]) => void;
}

/** A stored scale and what it took. */
export interface StoredWork extends Pick<StoredProgress, 'ended' | 'firstAfter'> {
  /** Operations of all its pictures. */
  readonly operations: number;
  readonly milliseconds: number;
  /** Number of pictures computed together. */
  readonly pictures: number;
}

/** Computes the rest of a run and stores each scale as it finishes. */
export class BatchRun {
  readonly #database: Database;
  readonly #processes: PictureProcesses;
  readonly #attempt: Attempt;
  readonly #writer: ScaleWriter;
  readonly #patience: StoragePatience;
  /** Unfinished pictures; shrinks as they are finished, held or stopped. */
  readonly #going: Set<GenerationId>;
  #madeProgress = false;
  #counting: Promise<boolean> | null = null;

  constructor(
    database: Database,
    processes: PictureProcesses,
    attempt: Attempt,
    writer: ScaleWriter,
    patience: StoragePatience,
  ) {
    this.#database = database;
    this.#processes = processes;
    this.#attempt = attempt;
    this.#writer = writer;
    this.#patience = patience;
    this.#going = new Set(attempt.generations.map(generation => generation.id));
  }

  /** Whether at least one scale was stored. */
  get madeProgress(): boolean {
    return this.#madeProgress;
  }

  /**
   * Counts the attempt unless it has been. @returns whether it is counted: without storage it is not, which is in the
   * run's favour.
   */
  count(): Promise<boolean> {
    this.#counting ??= countAttempt(this.#database.kysely, this.#attempt).then(
      () => true,
      () => false,
    );
    return this.#counting;
  }

  /** Whether the attempt was counted. */
  async isCounted(): Promise<boolean> {
    return (await this.#counting) ?? false;
  }

  /** @throws EngineFailure, StaleAttemptError, or database errors. */
  async run({ generator, codec }: RunModel, control: RunControl): Promise<RunOutcome> {
    const { generations } = this.#attempt;
    const [first] = generations;
    const { kysely } = this.#database;
    const hurried = aborted(control.hurry);
    // Its source may have to be encoded first.
    if (first?.plan.some(({ forced }) => forced !== 'none')) await this.count();
    const forced = first
      ? await Promise.race([forcedScales(kysely, this.#processes, codec, first), hurried])
      : [];
    if (forced === null) return 'drained';
    const scales = generator.generate(
      {
        recipes: generations.map(generation => generation.recipe),
        finished: await finishedTokens(kysely, generations),
        forced,
        terms: this.#attempt.terms,
      },
      {
        began: () => void this.count(),
        wanted: picture => {
          const id = generations[picture]?.id;
          return id !== undefined && this.#going.has(id) && !control.stopped.has(id);
        },
        signal: AbortSignal.any([control.signal, control.hurry]),
        draining: control.draining,
      },
    );
    try {
      for (;;) {
        const scale = await Promise.race([nextScale(scales), hurried]);
        control.signal.throwIfAborted();
        if (scale === null) return 'drained';
        if (scale === 'ended') break;
        await this.#store(scale, control);
        if (this.#going.size === 0) return 'finished';
      }
    } finally {
      // Frees the engine if the loop ended early; a failure here does not affect the outcome. It is not awaited,
      // because a hanging engine would delay shutdown.
      scales.return().catch(() => {});
    }
    control.ended(await this.#patiently(control, () => finishCanceling(kysely, this.#attempt)));
    for (const id of control.stopped) this.#going.delete(id);
    if (this.#going.size > 0 && control.draining.aborted) return 'drained';
    if (this.#going.size > 0) throw new EngineFailure(new Error('The engine ended before the last scale.'));
    return 'finished';
  }

  async #store(scale: FinishedScale, control: RunControl): Promise<void> {
    const { generations, work } = this.#attempt;
    const pictures = generations.flatMap((generation, picture): NewScale[] => {
      const tokens = scale.tokens[picture];
      if (!tokens || !this.#going.has(generation.id)) return [];
      const bytes = tokensToBytes(tokens);
      const digest = scaleDigest(generation.modelDigest, scale.grid, bytes);
      return [{ generationId: generation.id, tokens: bytes, digest }];
    });
    const plan = generations[0]?.plan ?? [];
    const operations = work * (plan[scale.index]?.workShare ?? 0) * pictures.length;
    const computed = {
      index: scale.index,
      isLast: scale.index === plan.length - 1,
      milliseconds: scale.milliseconds,
      work: operations,
      pictures,
    };
    // Otherwise it might be counted after this scale has reset the count.
    await this.#counting;
    const { going, ...told } = await this.#patiently(control, () =>
      this.#writer.append({ attempt: this.#attempt, scale: computed }),
    );
    this.#madeProgress = true;
    control.stored({
      ...told,
      operations,
      milliseconds: scale.milliseconds,
      pictures: pictures.length,
    });
    for (const { generationId } of pictures) if (!going.has(generationId)) this.#going.delete(generationId);
  }

  /** Waits until storage is available, so that a finished scale is not lost. */
  #patiently<T>(control: RunControl, store: () => Promise<T>): Promise<T> {
    return this.#patience.until(
      store,
      // A stopping worker does not wait: what is not stored will be computed again.
      AbortSignal.any([control.signal, control.draining]),
      false,
    );
  }
}

/** Null once a signal is aborted. */
function aborted(signal: AbortSignal): Promise<null> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

async function nextScale(scales: AsyncGenerator<FinishedScale, void>): Promise<FinishedScale | 'ended'> {
  try {
    const result = await scales.next();
    return result.done ? 'ended' : result.value;
  } catch (error) {
    throw new EngineFailure(error);
  }
}
