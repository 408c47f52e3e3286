import type { Asker } from '../../fairness/asker.ts';
import { FairQueue } from '../../fairness/fair-queue.ts';
import type { PictureProcessHost } from './picture-process-host.ts';

/** Somebody's turn: work on a picture is done on whose behalf, and by which process. */
export interface PictureTurn extends Asker {
  readonly run: PictureProcessHost['run'];
}

/** A picture process and the queue before it, in which clients take turns. */
export class PictureLane {
  readonly queue: FairQueue;
  readonly #host: PictureProcessHost;

  /** @param atOnce turns at a time; those beyond one fetch what they need while the process works for another. */
  constructor(host: PictureProcessHost, atOnce: number) {
    this.queue = new FairQueue({ atOnce });
    this.#host = host;
  }

  /** @throws what the work throws; the reason of the asker's signal while it waits. */
  take<T>(asker: Asker, work: (turn: PictureTurn) => Promise<T>): Promise<T> {
    return this.queue.run(asker.client, () => work(this.turnOf(asker)), asker.signal);
  }

  /** For whoever has waited in the queue already. */
  turnOf({ client, signal }: Asker): PictureTurn {
    return { client, signal, run: (name, ...given) => this.#host.run(name, ...given) };
  }
}
