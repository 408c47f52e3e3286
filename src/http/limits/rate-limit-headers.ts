import type { Allowances, FrequentLimit } from '../../access/limits/allowances.ts';
import { windowSeconds } from '../../access/limits/limits.ts';
import type { Viewer } from '../../access/viewer.ts';

/** The limits that responses report; those per day are in the schema (`viewer`). */
const reported: readonly FrequentLimit[] = ['requests', 'cost'];

/**
 * `RateLimit-Policy` and `RateLimit`, as defined by draft-ietf-httpapi-ratelimit-headers-10: quota `q` per window of `w`
 * seconds; `r` remains, for `t` seconds. Empty for viewers without limits.
 */
export function rateLimitHeaders(allowances: Allowances | null, viewer: Viewer): Record<string, string> {
  if (allowances === null || viewer.quotas === null) return {};
  const policies: string[] = [];
  const states: string[] = [];
  for (const name of reported) {
    const state = allowances.state(viewer, name);
    if (state === null) continue;
    const reset = state.resetsInMs === null ? '' : `;t=${Math.max(0, Math.ceil(state.resetsInMs / 1000))}`;
    policies.push(`"${name}";q=${state.limit};w=${windowSeconds[name]}`);
    states.push(`"${name}";r=${Math.max(0, Math.floor(state.remaining))}${reset}`);
  }
  return policies.length === 0
    ? {}
    : { 'ratelimit-policy': policies.join(', '), ratelimit: states.join(', ') };
}

/** Adds the headers to a response. */
export function withRateLimits(response: Response, allowances: Allowances | null, viewer: Viewer): Response {
  for (const [name, value] of Object.entries(rateLimitHeaders(allowances, viewer)))
    response.headers.set(name, value);
  return response;
}
