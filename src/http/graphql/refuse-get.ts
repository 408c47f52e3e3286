import type { Origins } from '../connections/origins.ts';
import { refusal } from './refusal.ts';

export interface GetRules {
  /** Whether operations are taken by GET at all. */
  readonly allowed: boolean;
  readonly origins: Origins;
  /** Hosts under which this server's own pages are reached. */
  readonly ownHosts: readonly string[];
}

/**
 * A page of another site can make a browser send any GET, by a picture for instance, without asking first. It learns
 * nothing of the answer, but the work would be done.
 * @returns the answer to a request that is refused.
 */
export function refuseGet({ method, headers }: Request, rules: GetRules): Response | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (!rules.allowed) {
    const message = 'This server does not accept operations by GET. Send them by POST.';
    return refusal(405, 'METHOD_NOT_ALLOWED', message, { allow: 'POST' });
  }
  const origin = headers.get('origin') ?? undefined;
  const fits =
    rules.origins.permits(origin, rules.ownHosts) &&
    (origin !== undefined || !fromElsewhere(headers)) &&
    !asPartOfPage(headers);
  if (fits) return null;
  const message =
    "Operations by GET are accepted only from programs, from this server's own pages, and from origins the " +
    'operator allows (CORS_ORIGINS). Send them by POST.';
  return refusal(403, 'CROSS_SITE_GET', message);
}

/** Browsers say it of what they send to `https:` and to `localhost`. */
function fromElsewhere(headers: Headers): boolean {
  return ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? 'none');
}

/** A picture, style sheet, font or frame: never a use of an API. (To other servers browsers say it by `Accept` only.) */
function asPartOfPage(headers: Headers): boolean {
  const destination = headers.get('sec-fetch-dest') ?? 'empty';
  return (
    !['empty', 'document'].includes(destination) ||
    /\b(image|video|audio|text\/css)\b/.test(headers.get('accept') ?? '')
  );
}
