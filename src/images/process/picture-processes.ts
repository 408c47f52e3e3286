import { ownWork } from '../../fairness/client.ts';
import { PictureLane } from './picture-lane.ts';
import { PictureProcessHost } from './picture-process-host.ts';

const MiB = 2 ** 20;
/** Long enough that interactive users do not wait for a start each time. */
const idleSeconds = 60;

export interface PictureProcessesOptions {
  /** Called when a process dies unexpectedly; another one continues. */
  readonly onDeath?: (reason: string) => void;
}

/**
 * The picture processes, one per kind of work, so that slow work never delays quick work, and uploads delay neither.
 */
export class PictureProcesses {
  /** Small pictures in fast formats: previews. */
  readonly quick: PictureLane;
  /** Large pictures, AVIF, animations, edits. */
  readonly slow: PictureLane;
  /** Uploads. */
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

  /** Starts the process needed for the first preview. @throws PictureProcessError if it does not start. */
  async warmUp(): Promise<void> {
    await this.quick.take({ client: ownWork }, turn => turn.run('maskPicture', ['1']));
  }

  /** Ids of running processes. */
  get processIds(): readonly number[] {
    return this.#hosts.flatMap(({ pid }) => pid ?? []);
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map(host => host.close()));
  }
}

/** CPU seconds allowed per file; the largest allowed files took at most two when measured. */
export const intakeSeconds = 6;
/** Memory allowed for a decoder; AVIF, the greediest, needs up to 24 bytes per pixel. */
export const intakeBytes = 285 * MiB;
