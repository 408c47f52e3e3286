import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A file system of some megabytes for one server, in a mount namespace of its own, which can be filled.
 * Needs `unshare` and the right to make namespaces.
 */
export class SmallDisk {
  readonly #folder: string;
  readonly #megabytes: number;

  /** @param folder where the server finds it; empty. */
  constructor(folder: string, megabytes: number) {
    this.#folder = folder;
    this.#megabytes = megabytes;
  }

  /** The command that runs another one with the disk in place, and a copy of a database on it. */
  within(template: string): readonly string[] {
    const [folder, size] = [this.#folder, `size=${this.#megabytes}m`];
    const script = `mount -t tmpfs -o ${size} tmpfs '${folder}' && cp -r '${template}' '${folder}/database' && exec "$@"`;
    return ['unshare', '--map-root-user', '--mount', 'sh', '-c', script, 'sh'];
  }

  /** Leaves not a byte. @param pid of the server. */
  async fill(pid: number): Promise<void> {
    const file = await open(this.#filler(pid), 'w');
    const bytes = new Uint8Array(4096);
    try {
      for (;;) await file.write(bytes);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      await file.close();
    }
  }

  async makeRoom(pid: number): Promise<void> {
    await rm(this.#filler(pid));
  }

  /** As seen from outside of the namespace. */
  #filler(pid: number): string {
    return join(`/proc/${pid}/root`, this.#folder, 'filler');
  }
}
