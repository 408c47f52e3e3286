import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Options = Parameters<NodeFS['init']>[1];
type Module = Parameters<NonNullable<Options['preRun']>[number]>[0];

/** An open file of Emscripten's `NODEFS`. */
interface OpenFile {
  /** The Node.js file descriptor. */
  readonly nfd: number;
}

/** Emscripten's number for EIO. */
const inputOutputError = 29;

/**
 * A folder whose `fsync` reaches the disk. Emscripten's does nothing, so that a power failure could lose acknowledged
 * data and corrupt the database.
 */
export class DurableFolder extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

function addFsync({ FS, NODEFS }: Module): void {
  Object.assign(NODEFS.stream_ops, {
    fsync({ nfd }: OpenFile) {
      try {
        fsyncSync(nfd);
      } catch (error) {
        if (isUnsupported(error)) return;
        // PostgreSQL then stops and replays its WAL, since it cannot know what reached the disk.
        throw new FS.ErrnoError(inputOutputError);
      }
    },
  });
}

/** Windows and some network file systems cannot flush a directory. */
function isUnsupported(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EPERM' || code === 'EINVAL' || code === 'EBADF' || code === 'ENOTSUP';
}
