import { setPriority } from 'node:os';
import { serveParent } from '../../inference/processes/child-side.ts';
import { InvalidPictureError } from '../intake/invalid-picture-error.ts';
import { type JobReply, type JobRequest, jobRequestSchema } from './messages.ts';
import { type JobName, pictureJobs } from './picture-jobs.ts';
import { watchJob } from './watch-job.ts';

/**
 * Child process for picture work. Decoders and encoders are native code with their own threads. In a separate process
 * they use none of the server's threads, a malicious file can only crash or bloat this process, and it can be killed.
 */

/** Low priority, because tokens come first: it shares a core with transformer threads at about one to three. */
setPriority(5);

serveParent<JobRequest, JobReply>(jobRequestSchema, async ({ name, given, limits }, reply) => {
  const stopWatching = watchJob(limits, limit => {
    reply({ type: 'exceeded', limit });
    // Send the message first.
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
  // The server's types guarantee the arguments; see `PictureProcessHost.run`.
  return pictureJobs[name as JobName] as (...given: unknown[]) => unknown;
}

function toReply(error: unknown): JobReply {
  if (error instanceof InvalidPictureError)
    return { type: 'refused', given: error.given, allowed: error.allowed };
  return { type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
