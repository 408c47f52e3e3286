import { Hono } from 'hono';
import type { Logger } from 'pino';
import { StorageUnavailableError } from '../database/storage-unavailable-error.ts';
import type { StorageState } from '../generations/create-generations.ts';

export interface HealthDependencies {
  readonly storage: StorageState;
  /** Why nothing can be generated now; null if possible. */
  readonly engineProblem: () => string | null;
  readonly logger: Logger;
  /** Whether the server is shutting down. */
  readonly leaving: () => boolean;
}

/** Time-out of the database check. */
const checkTimeoutMs = 5000;

/**
 * `/live`: the process responds. `/ready`: work can be accepted and stored; otherwise 503 with the reasons. Only the
 * default model counts: another model's failure is no reason to withhold traffic.
 */
export function healthRoutes({ storage, engineProblem, logger, leaving }: HealthDependencies): Hono {
  const app = new Hono();
  const readiness = new StorageReadiness(storage, logger);

  app.get('/live', context => context.json({ status: 'ok' }));

  app.get('/ready', async context => {
    const problem = await readiness.problem();
    const engine = engineProblem();
    const leave = leaving() ? 'The server is shutting down.' : null;
    const reasons = [problem, leave, engine].filter(reason => reason !== null);
    const degradation = storage.degradation();
    const body = {
      database: problem === null,
      engine: engine === null,
      // The server still works, so this is no reason to withhold traffic.
      ...(degradation !== null && { degraded: [degradation] }),
    };
    return reasons.length === 0
      ? context.json({ status: 'ok', ...body }, 200, { 'cache-control': 'no-store' })
      : context.json({ status: 'unavailable', ...body, reasons }, 503, { 'cache-control': 'no-store' });
  });

  return app;
}

/** Whether something can be stored; concurrent checks share one result. */
class StorageReadiness {
  readonly #storage: StorageState;
  readonly #logger: Logger;
  #check: Promise<string | null> | null = null;

  constructor(storage: StorageState, logger: Logger) {
    this.#storage = storage;
    this.#logger = logger;
  }

  /** Null if there is none. */
  problem(): Promise<string | null> {
    this.#check ??= this.#find().finally(() => {
      this.#check = null;
    });
    return this.#check;
  }

  async #find(): Promise<string | null> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<string>(resolve => {
      timer = setTimeout(resolve, checkTimeoutMs, 'The database is not responding.');
    });
    try {
      return await Promise.race([silence, this.#storage.check().then(() => null)]);
    } catch (error) {
      if (error instanceof StorageUnavailableError) return error.reason;
      this.#logger.warn({ err: error }, 'database is not responding');
      return 'The database is not responding.';
    } finally {
      clearTimeout(timer);
    }
  }
}
