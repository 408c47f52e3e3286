import type { Origins } from '../connections/origins.ts';
import { refusal } from './refusal.ts';

export interface GetRules {
  /** Whether operations are accepted by GET at all. */
  readonly allowed: boolean;
  readonly origins: Origins;
  /** Hosts of this server's own pages. */
  readonly ownHosts: readonly string[];
}

/**
 * Rejects cross-site GETs. Any page can make a browser send a GET without a preflight, for example through an image. It
 * cannot read the response, but the work would be done.
 * @returns the response if the request is refused.
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

/** Browsers send this header to `https:` and `localhost`. */
function fromElsewhere(headers: Headers): boolean {
  return ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? 'none');
}

/**
 * An image, style sheet, font or frame, never an API call. (To other servers, browsers only indicate it with `Accept`.)
 */
function asPartOfPage(headers: Headers): boolean {
  const destination = headers.get('sec-fetch-dest') ?? 'empty';
  return (
    !['empty', 'document'].includes(destination) ||
    /\b(image|video|audio|text\/css)\b/.test(headers.get('accept') ?? '')
  );
}
