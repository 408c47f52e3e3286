import { maskPicture } from '../canvas/mask-picture.ts';
import { putBack } from '../canvas/put-back.ts';
import { paintSource } from '../canvas/source-canvas.ts';
import { cropStored, storedMask, storedPixels, storeMask, withoutHole } from '../canvas/stored-picture.ts';
import { encodeAnimation } from '../encode/animation.ts';
import { encodeVariant } from '../encode/encode-variant.ts';
import { inspectPicture, readMaskPicture, readSourcePicture } from '../intake/read-picture.ts';

/** The jobs of a picture process, by name. Arguments and results are copied between processes. */
export const pictureJobs = {
  cropStored,
  encodeAnimation,
  encodeVariant,
  inspectPicture,
  maskPicture,
  paintSource,
  putBack,
  readMaskPicture,
  readSourcePicture,
  storeMask,
  storedMask,
  storedPixels,
  withoutHole,
} as const;

export type PictureJobs = typeof pictureJobs;
export type JobName = keyof PictureJobs;
export type JobGiven<Name extends JobName> = Parameters<PictureJobs[Name]>;
export type JobResult<Name extends JobName> = Awaited<ReturnType<PictureJobs[Name]>>;
