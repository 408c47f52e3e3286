import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { asGenerationId } from '../../../schema/global-id.ts';
import type { Access } from '../../access/access.ts';
import { RateLimitedError } from '../../access/limits/rate-limited-error.ts';
import { localViewer, type OwnerId, type Viewer } from '../../access/viewer.ts';
import { UnauthenticatedError } from '../../access/viewers.ts';
import type { GenerationId } from '../../generations/generation.ts';
import { bearerToken } from '../connections/bearer-token.ts';
import { rateLimitHeaders, withRateLimits } from '../limits/rate-limit-headers.ts';
import { retryAfterHeader } from '../limits/rate-limited.ts';
import { problem } from '../problem.ts';
import { identifyRequest } from '../requests/request-scope.ts';

export interface ViewingOptions {
  readonly access: Access;
  readonly ownerOf: (id: GenerationId) => Promise<OwnerId | null>;
}

/** Authenticates a request for a picture, by a signed address or a bearer token. */
export function viewing({
  access: { viewers, addresses, allowances },
  ownerOf,
}: ViewingOptions): MiddlewareHandler<{ Bindings: HttpBindings; Variables: { viewer: Viewer } }> {
  return async (context, next) => {
    const { pathname, search } = new URL(context.req.url);
    if (addresses !== null && new URLSearchParams(search).has('signature')) {
      const id = asGenerationId(context.req.param('generationId') ?? '');
      const owner = id === null ? null : await ownerOf(id);
      const check = owner === null ? 'wrong' : addresses.check(pathname + search, owner);
      if (check === 'expired')
        return problem(410, 'Address expired', 'Request a new address of this picture from the GraphQL API.');
      // Does not reveal whether the picture exists.
      if (owner === null || check !== 'good')
        return problem(404, 'No such picture', 'Addresses of pictures are given out by the GraphQL API.');
      const viewer: Viewer = { ...localViewer, owner, scopes: new Set(['read']) };
      identifyRequest(viewer);
      context.set('viewer', viewer);
      return next();
    }
    const viewer = await viewers.of(bearerToken(context.env.incoming)).catch(unauthenticated);
    if (viewer instanceof Response) return viewer;
    identifyRequest(viewer);
    if (!viewer.scopes.has('read')) return problem(403, 'Forbidden', 'Pictures require the scope "read".');
    try {
      await allowances?.use(viewer, 'requests', 1);
    } catch (error) {
      if (!(error instanceof RateLimitedError)) throw error;
      const headers = { ...retryAfterHeader(error), ...rateLimitHeaders(allowances, viewer) };
      return problem(429, 'Too many requests', error.message, headers);
    }
    context.set('viewer', viewer);
    await next();
    withRateLimits(context.res, allowances, viewer);
    return undefined;
  };
}

/** @throws any other error. */
function unauthenticated(error: unknown): Response {
  if (!(error instanceof UnauthenticatedError)) throw error;
  return problem(401, 'Unauthorized', error.message, { 'www-authenticate': 'Bearer' });
}
