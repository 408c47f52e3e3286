import { studioBundle } from './studio-bundle.ts';
import { readStudioFiles, type StudioFiles } from './studio-files.ts';

/** The files of the page, built and read once. */
export class Studio {
  #files: Promise<StudioFiles> | null = null;

  /** Waits for a running build. After a failure, the next call retries. */
  files(): Promise<StudioFiles> {
    this.#files ??= studioBundle()
      .then(readStudioFiles)
      .catch(error => {
        this.#files = null;
        throw error;
      });
    return this.#files;
  }
}
