import type { Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import type { PictureProcesses } from '../images/process/picture-processes.ts';
import type { Engine, FinishedScale } from '../inference/engine.ts';
import {
  type Attempt,
  appendScale,
  finishCanceling,
  finishedTokens,
  type NewScale,
} from './attempt-store.ts';
import { EngineFailure } from './engine-failure.ts';
import { forcedScales } from './forced-scales.ts';
import type { GenerationId } from './generation.ts';
import { scaleDigest } from './scale-digest.ts';
import { tokensToBytes } from './token-bytes.ts';

/** `finished`: nothing is left to do. `drained`: ended between two scales because the server stops. */
export type RunOutcome = 'finished' | 'drained';

export interface RunControl {
  /** Pictures that are not wanted any more, canceled or accepted; may grow at any time. */
  readonly stopped: ReadonlySet<GenerationId>;
  /** Ends the run after the scale that is being computed. */
  readonly draining: () => boolean;
  /** Ends the run without storing anything more: another attempt has it. */
  readonly signal: AbortSignal;
}

/** Computes what is left of one run and stores each scale as it comes. */
export class BatchRun {
  readonly #database: Database;
  readonly #processes: PictureProcesses;
  readonly #attempt: Attempt;
  /** Still to be made; shrinks as pictures are finished, held or stopped. */
  readonly #going: Set<GenerationId>;
  #madeProgress = false;

  constructor(database: Database, processes: PictureProcesses, attempt: Attempt) {
    this.#database = database;
    this.#processes = processes;
    this.#attempt = attempt;
    this.#going = new Set(attempt.generations.map(generation => generation.id));
  }

  /** Whether at least one scale was stored. */
  get madeProgress(): boolean {
    return this.#madeProgress;
  }

  /** @throws EngineFailure, StaleAttemptError, or what the database threw. */
  async run(engine: Engine, control: RunControl): Promise<RunOutcome> {
    const { generations } = this.#attempt;
    const [first] = generations;
    const { kysely } = this.#database;
    const scales = engine.generate(
      {
        recipes: generations.map(generation => generation.recipe),
        finished: await finishedTokens(kysely, generations),
        forced: first ? await forcedScales(kysely, this.#processes, engine, first) : [],
      },
      {
        wanted: picture => {
          const id = generations[picture]?.id;
          return id !== undefined && this.#going.has(id) && !control.stopped.has(id);
        },
        signal: control.signal,
      },
    );
    try {
      for (;;) {
        const scale = await nextScale(scales);
        control.signal.throwIfAborted();
        if (scale === null) break;
        await this.#store(scale);
        if (this.#going.size === 0) return 'finished';
        if (control.draining()) return 'drained';
      }
    } finally {
      // Frees the engine where the loop was left early; a failure to do so changes nothing about the outcome.
      await scales.return().catch(() => {});
    }
    await this.#transaction(transaction => finishCanceling(transaction, this.#attempt));
    for (const id of control.stopped) this.#going.delete(id);
    if (this.#going.size > 0) throw new EngineFailure(new Error('The engine ended before the last scale.'));
    return 'finished';
  }

  async #store(scale: FinishedScale): Promise<void> {
    const { generations, work } = this.#attempt;
    const pictures = generations.flatMap((generation, picture): NewScale[] => {
      const tokens = scale.tokens[picture];
      if (!tokens || !this.#going.has(generation.id)) return [];
      const bytes = tokensToBytes(tokens);
      const digest = scaleDigest(generation.modelDigest, scale.grid, bytes);
      return [{ generationId: generation.id, tokens: bytes, digest }];
    });
    const plan = generations[0]?.plan ?? [];
    const share = plan[scale.index]?.workShare ?? 0;
    const going = await this.#transaction(transaction =>
      appendScale(transaction, this.#attempt, {
        index: scale.index,
        isLast: scale.index === plan.length - 1,
        milliseconds: scale.milliseconds,
        work: work * share * pictures.length,
        pictures,
        someDropped: pictures.length < this.#going.size,
      }),
    );
    this.#madeProgress = true;
    for (const id of this.#going) if (!going.has(id)) this.#going.delete(id);
  }

  #transaction<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#database.kysely.transaction().execute(work);
  }
}

async function nextScale(scales: AsyncGenerator<FinishedScale, void>): Promise<FinishedScale | null> {
  try {
    const result = await scales.next();
    return result.done ? null : result.value;
  } catch (error) {
    throw new EngineFailure(error);
  }
}
