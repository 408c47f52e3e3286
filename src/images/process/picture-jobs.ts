import { encodeAnimation } from '../animation.ts';
import { encodeVariant } from '../encode.ts';
import { inspectPicture, readMaskPicture, readSourcePicture } from '../intake/read-picture.ts';
import { maskPicture } from '../mask-picture.ts';
import { putBack } from '../put-back.ts';
import { paintSource } from '../source-canvas.ts';
import { cropStored, storedMask, storedPixels, storeMask, withoutHole } from '../stored-picture.ts';

/** What a picture process can do, by name. Arguments and results are copied from process to process. */
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
