import { type CountedLimit, windowSeconds } from './limits.ts';

/** A client has used up one of its limits. */
export class RateLimitedError extends Error {
  readonly code = 'RATE_LIMITED';
  /** The limit that is used up. */
  readonly policy: CountedLimit;
  /** Allowed per window. */
  readonly quota: number;
  /** Length of the window in seconds. */
  readonly window: number;
  /** What the request needed, in the unit of the limit. */
  readonly requested: number;
  /** Seconds until the same request can succeed; null if it exceeds the whole quota and never can. */
  readonly retryAfter: number | null;

  /** @param resetsInMs milliseconds until the window ends. */
  constructor(policy: CountedLimit, quota: number, requested: number, resetsInMs: number) {
    const window = windowSeconds[policy];
    const per = window === 60 ? 'minute' : 'day';
    const retryAfter = requested > quota ? null : Math.max(1, Math.ceil(resetsInMs / 1000));
    const advice =
      retryAfter === null
        ? `This request alone needs ${requested}.`
        : `Try again in ${retryAfter} ${retryAfter === 1 ? 'second' : 'seconds'}.`;
    super(`The limit "${policy}" is used up: ${quota} per ${per}. ${advice}`);
    this.name = 'RateLimitedError';
    this.policy = policy;
    this.quota = quota;
    this.window = window;
    this.requested = requested;
    this.retryAfter = retryAfter;
  }
}
