import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { notify } from '../database/notifications.ts';
import type { Tables } from '../database/tables.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import type { InstalledModels } from '../inference/residence/installed-models.ts';
import { CoalescedTask } from './coalesced-task.ts';

/** Notifies of a new wish; no payload. */
const channel = 'flexvar_residence';
/** Poll interval, for lost notifications. */
const lookMs = 5000;

export type Wish = 'LOAD' | 'UNLOAD';

/** Asks every process that serves a model to load or unload it. */
export async function wish(kysely: Kysely<Tables>, digest: ModelDigest, what: Wish): Promise<void> {
  await kysely.transaction().execute(async transaction => {
    await transaction
      .updateTable('models')
      .set({ wish: what, wishes: sql`wishes + 1` })
      .where('digest', '=', digest)
      .execute();
    await notify(transaction, channel, ['']);
  });
}

export interface ResidenceWishesOptions {
  readonly database: Database;
  readonly installed: InstalledModels;
  readonly logger: Logger;
}

/**
 * Carries out requests to load or unload models of this process. They are counted, so that one whose notification was lost is
 * seen at the next poll. Of several requests the last one counts; those from before the start are ignored.
 */
export class ResidenceWishes {
  readonly #options: ResidenceWishesOptions;
  readonly #heard = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  readonly #polls = new CoalescedTask(() => this.#hear());
  #stopListening: () => Promise<void> = async () => {};

  private constructor(options: ResidenceWishesOptions) {
    this.#options = options;
  }

  static async open(options: ResidenceWishesOptions): Promise<ResidenceWishes> {
    const wishes = new ResidenceWishes(options);
    for (const { digest, wishes: count } of await wishes.#read()) wishes.#heard.set(digest, count);
    const look = () => void wishes.#polls.request();
    wishes.#stopListening = await options.database.notifications.listen(channel, look, look);
    wishes.#timer = setInterval(look, lookMs).unref();
    return wishes;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stopListening();
    await this.#polls.close();
  }

  async #hear(): Promise<void> {
    const { installed, logger } = this.#options;
    try {
      for (const { digest, name, wish: what, wishes } of await this.#read()) {
        if (wishes <= (this.#heard.get(digest) ?? 0)) continue;
        this.#heard.set(digest, wishes);
        logger.info(
          { model: name },
          what === 'LOAD' ? 'loading a model on request' : 'unloading a model on request',
        );
        await (what === 'LOAD' ? installed.load(digest) : installed.unload(digest));
      }
    } catch (error) {
      logger.debug({ err: error }, 'requests to load models could not be read; retrying');
    }
  }

  async #read(): Promise<{ digest: ModelDigest; name: string; wish: Wish | null; wishes: number }[]> {
    const { database, installed } = this.#options;
    const digests = installed.list().map(({ digest }) => digest);
    const rows = await database.forWork.kysely
      .selectFrom('models')
      .select(['digest', 'name', 'wish', 'wishes'])
      .where('digest', 'in', digests)
      .execute();
    return rows.map(row => ({ ...row, digest: row.digest as ModelDigest }));
  }
}
