import type { InstalledModels } from './installed-models.ts';
import type { Residences } from './residences.ts';

/** Where models are loaded when this process is the only one. */
export function localResidences(installed: InstalledModels): Residences {
  return {
    of: digest =>
      installed.parts
        .filter(part => part.digest === digest)
        .map(({ part, device, state }) => ({ worker: 'local', part, device, state })),
    serves: digest => installed.findByDigest(digest) !== undefined,
    load: digest => installed.load(digest),
    unload: digest => installed.unload(digest),
  };
}
