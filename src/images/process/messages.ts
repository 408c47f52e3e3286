import { z } from 'zod';

/** How much a job may take. */
export const jobLimitsSchema = z.object({
  /** Seconds of computing. */
  cpuSeconds: z.number(),
  /** Bytes by which the process may grow while it is at it. */
  bytes: z.number(),
});
export type JobLimits = z.infer<typeof jobLimitsSchema>;

/** What is asked of a picture process: one job at a time. What is given is ours: it was checked before. */
export const jobRequestSchema = z.object({
  name: z.string(),
  given: z.array(z.unknown()),
  limits: jobLimitsSchema,
});
export type JobRequest = z.infer<typeof jobRequestSchema>;

export const jobReplySchema = z.discriminatedUnion('type', [
  /** @property bytes what the process holds afterwards. */
  z.object({ type: z.literal('done'), result: z.unknown(), bytes: z.number() }),
  /** The bytes that somebody sent are no picture that is read here. */
  z.object({ type: z.literal('refused'), given: z.string(), allowed: z.string() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  /** The process ends itself: only so does a decoder stop. */
  z.object({ type: z.literal('exceeded'), limit: z.enum(['time', 'memory']) }),
]);
export type JobReply = z.infer<typeof jobReplySchema>;
