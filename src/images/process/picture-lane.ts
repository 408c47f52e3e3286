import type { Asker } from '../../fairness/asker.ts';
import { FairQueue } from '../../fairness/fair-queue.ts';
import type { PictureProcessHost } from './picture-process-host.ts';

/** A client's turn: on whose behalf work is done, and by which process. */
export interface PictureTurn extends Asker {
  readonly run: PictureProcessHost['run'];
}

/** A picture process with its queue, in which clients take turns. */
export class PictureLane {
  readonly queue: FairQueue;
  readonly #host: PictureProcessHost;

  /** @param atOnce concurrent turns; extra ones fetch their input while the process works for another. */
  constructor(host: PictureProcessHost, atOnce: number) {
    this.queue = new FairQueue({ atOnce });
    this.#host = host;
  }

  /** @throws errors of the work, or the reason of the asker's signal while waiting. */
  take<T>(asker: Asker, work: (turn: PictureTurn) => Promise<T>): Promise<T> {
    return this.queue.run(asker.client, () => work(this.turnOf(asker)), asker.signal);
  }

  /** For callers that have already waited in the queue. */
  turnOf({ client, signal }: Asker): PictureTurn {
    return { client, signal, run: (name, ...given) => this.#host.run(name, ...given) };
  }
}
