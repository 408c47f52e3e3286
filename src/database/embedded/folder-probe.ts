import { sentence } from '../storage-problem.ts';
import { type StorageProblem, StorageUnavailableError } from '../storage-unavailable-error.ts';
import { tryWriting } from '../try-writing.ts';

const problems: Readonly<Record<string, StorageProblem>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
};

/** Checks whether files can be written beside the embedded database. Concurrent callers share one result. */
export class FolderProbe {
  readonly #path: string;
  #check: Promise<void> | null = null;

  constructor(folder: string) {
    this.#path = `${folder}.probe`;
  }

  /** @throws StorageUnavailableError */
  check(): Promise<void> {
    this.#check ??= this.#try().finally(() => {
      this.#check = null;
    });
    return this.#check;
  }

  async #try(): Promise<void> {
    try {
      await tryWriting(this.#path);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const problem = problems[code] ?? 'broken';
      throw new StorageUnavailableError(problem, sentence(problem, 'in the data folder'), true, {
        cause: error,
      });
    }
  }
}
