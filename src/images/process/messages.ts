import { z } from 'zod';

/** Limits of a job. */
export const jobLimitsSchema = z.object({
  /** CPU time in seconds. */
  cpuSeconds: z.number(),
  /** Bytes by which the process may grow during the job. */
  bytes: z.number(),
});
export type JobLimits = z.infer<typeof jobLimitsSchema>;

/** A request to a picture process, one at a time. Arguments are trusted; they were validated before. */
export const jobRequestSchema = z.object({
  name: z.string(),
  given: z.array(z.unknown()),
  limits: jobLimitsSchema,
});
export type JobRequest = z.infer<typeof jobRequestSchema>;

export const jobReplySchema = z.discriminatedUnion('type', [
  /** @property bytes memory of the process afterwards. */
  z.object({ type: z.literal('done'), result: z.unknown(), bytes: z.number() }),
  /** The uploaded bytes are not a supported picture. */
  z.object({ type: z.literal('refused'), given: z.string(), allowed: z.string() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  /** The process exits, the only way to stop a decoder. */
  z.object({ type: z.literal('exceeded'), limit: z.enum(['time', 'memory']) }),
]);
export type JobReply = z.infer<typeof jobReplySchema>;
