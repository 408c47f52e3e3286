import { readFile, rm, stat, writeFile } from 'node:fs/promises';

/** What must still be true of the file on the server for a download to go on where it stopped. */
interface Origin {
  readonly sha256: string | null;
  /** The ETag that came with the content. */
  readonly etag: string | null;
}

/** A download that is not complete: `<file>.part`, and beside it what it is a part of. */
export class PartialFile {
  readonly path: string;
  readonly #originPath: string;

  /** @param target the file it becomes. */
  constructor(target: string) {
    this.path = `${target}.part`;
    this.#originPath = `${target}.part.json`;
  }

  /** How many bytes there are of this content; what is there of other content is removed. */
  async start(sha256: string | null): Promise<number> {
    const origin = await this.origin();
    if (origin === null || origin.sha256 !== sha256 || (sha256 === null && origin.etag === null)) {
      await this.remove();
      return 0;
    }
    return (await stat(this.path).catch(() => null))?.size ?? 0;
  }

  async origin(): Promise<Origin | null> {
    try {
      return JSON.parse(await readFile(this.#originPath, 'utf8')) as Origin;
    } catch {
      return null;
    }
  }

  async setOrigin(origin: Origin): Promise<void> {
    await writeFile(this.#originPath, JSON.stringify(origin));
  }

  /** Forgets what it was a part of, when the part is complete. */
  async forgetOrigin(): Promise<void> {
    await rm(this.#originPath, { force: true });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await this.forgetOrigin();
  }
}
