import { setPriority } from 'node:os';
import { serveParent } from '../../inference/processes/child-side.ts';
import { InvalidPictureError } from '../intake/invalid-picture-error.ts';
import { type JobReply, type JobRequest, jobRequestSchema } from './messages.ts';
import { type JobName, pictureJobs } from './picture-jobs.ts';
import { watchJob } from './watch-job.ts';

/**
 * Child process that works on pictures. Decoders and encoders are native code on threads of their own: here they take
 * none of the server's, a file that brings one down or bloats it ends this process alone, and it can be stopped.
 */

/** Tokens come first: with threads of the transformer it shares a core at about one to three. */
setPriority(5);

serveParent<JobRequest, JobReply>(jobRequestSchema, async ({ name, given, limits }, reply) => {
  const stopWatching = watchJob(limits, limit => {
    reply({ type: 'exceeded', limit });
    // The message leaves first.
    process.disconnect();
  });
  try {
    const result = await jobOf(name)(...given);
    reply({ type: 'done', result, bytes: process.memoryUsage.rss() });
  } catch (error) {
    reply(toReply(error));
  } finally {
    stopWatching();
  }
});

function jobOf(name: string): (...given: unknown[]) => unknown {
  if (!Object.hasOwn(pictureJobs, name)) throw new Error(`There is no job ${name}.`);
  // The server gives what its types say; see `PictureProcessHost.run`.
  return pictureJobs[name as JobName] as (...given: unknown[]) => unknown;
}

function toReply(error: unknown): JobReply {
  if (error instanceof InvalidPictureError)
    return { type: 'refused', given: error.given, allowed: error.allowed };
  return { type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
