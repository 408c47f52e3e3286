import { ownWork } from '../../fairness/client.ts';
import { PictureLane } from './picture-lane.ts';
import { PictureProcessHost } from './picture-process-host.ts';

const MiB = 2 ** 20;
/** Long enough that a person who tries things out does not wait for a start each time. */
const idleSeconds = 60;

export interface PictureProcessesOptions {
  /** Told when a process died that should not have; work goes on with another. */
  readonly onDeath?: (reason: string) => void;
}

/**
 * The processes that work on pictures: one for each kind of work, so that what takes long never stands before what is quick,
 * and what strangers send before neither.
 */
export class PictureProcesses {
  /** Small pictures in formats that are quickly made: previews. */
  readonly quick: PictureLane;
  /** Large pictures, AVIF, animations, edits. */
  readonly slow: PictureLane;
  /** Files that were sent. */
  readonly intake: PictureLane;
  readonly #hosts: readonly PictureProcessHost[];

  constructor({ onDeath }: PictureProcessesOptions = {}) {
    const reporting = { ...(onDeath && { onDeath }) };
    const quick = new PictureProcessHost({
      limits: { cpuSeconds: 20, bytes: 300 * MiB },
      hangSeconds: 30,
      ...reporting,
    });
    const slow = new PictureProcessHost({
      limits: { cpuSeconds: 120, bytes: 600 * MiB },
      hangSeconds: 300,
      idleSeconds,
      ...reporting,
    });
    const intake = new PictureProcessHost({
      limits: { cpuSeconds: intakeSeconds, bytes: intakeBytes },
      hangSeconds: 30,
      idleSeconds,
      ...reporting,
    });
    this.#hosts = [quick, slow, intake];
    this.quick = new PictureLane(quick, 2);
    this.slow = new PictureLane(slow, 2);
    this.intake = new PictureLane(intake, 1);
  }

  /** Starts the one that the first preview needs. @throws PictureProcessError when it does not start. */
  async warmUp(): Promise<void> {
    await this.quick.take({ client: ownWork }, turn => turn.run('maskPicture', ['1']));
  }

  /** Those that run. */
  get processIds(): readonly number[] {
    return this.#hosts.flatMap(({ pid }) => pid ?? []);
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map(host => host.close()));
  }
}

/** Computing that a file may take: the largest allowed ones take two at most where this was measured. */
export const intakeSeconds = 6;
/** What a decoder may take: AVIF, the greediest, takes up to 24 bytes a pixel. */
export const intakeBytes = 285 * MiB;
