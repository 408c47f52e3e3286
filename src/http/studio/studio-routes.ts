import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { Studio } from '../../studio-bundle/studio.ts';
import type { StudioFile } from '../../studio-bundle/studio-files.ts';
import { acceptedEncoding } from '../accepted-encoding.ts';
import { matchesEntityTag } from '../entity-tag.ts';
import { problem } from '../problem.ts';

/** Paths of views, which the page itself distinguishes. */
const views = ['/', '/history', '/pictures/:id', '/edit'];

export interface StudioRoutesOptions {
  readonly studio: Studio;
  readonly logger: Logger;
  /** Origin of pictures, if it differs from that of the page. */
  readonly publicUrl: string | undefined;
}

/** Serves the studio: the page at the path of every view, and its files. */
export function studioRoutes({ studio, logger, publicUrl }: StudioRoutesOptions): Hono {
  const policy = contentSecurityPolicy(publicUrl);
  const routes = new Hono();
  routes.onError((error, context) => {
    logger.error({ err: error, path: context.req.path }, 'could not build the studio');
    return problem(503, 'No studio', 'The page could not be built. The API at /graphql is not affected.');
  });
  for (const view of views) {
    routes.get(view, async context => {
      const page = (await studio.files()).get('/index.html');
      if (!page) throw new Error('The studio was built without a page.');
      return serve(context, page, {
        'cache-control': 'no-cache',
        'content-security-policy': policy,
        'referrer-policy': 'same-origin',
      });
    });
  }
  routes.get('/:file{favicon\\.svg}', context => asset(context, 'public, max-age=86400'));
  routes.get('/assets/:file', context => asset(context, 'public, max-age=31536000, immutable'));
  return routes;

  async function asset(context: Context, cacheControl: string): Promise<Response> {
    const file = (await studio.files()).get(context.req.path);
    if (!file) return problem(404, 'Not found', `Nothing is served at ${context.req.path}.`);
    return serve(context, file, { 'cache-control': cacheControl });
  }
}

function serve(context: Context, file: StudioFile, headers: Record<string, string>): Response {
  const all = {
    ...headers,
    etag: file.entityTag,
    vary: 'accept-encoding',
    'content-type': file.mediaType,
    'x-content-type-options': 'nosniff',
  };
  if (matchesEntityTag(context.req.header('if-none-match'), file.entityTag)) {
    return new Response(null, { status: 304, headers: all });
  }
  const encoding = acceptedEncoding(context.req.header('accept-encoding') ?? '');
  const encoded = encoding === null ? null : file[encoding];
  if (encoding === null || encoded === null) return new Response(file.identity, { headers: all });
  return new Response(encoded, { headers: { ...all, 'content-encoding': encoding } });
}

/**
 * Everything the page uses comes from this server. Pictures may also come from memory (a dropped file, a mask). React
 * Aria adds one style element (for `touch-action`), which is allowed by its digest.
 */
function contentSecurityPolicy(publicUrl: string | undefined): string {
  const pictures = publicUrl === undefined ? '' : ` ${new URL(publicUrl).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
    "font-src 'self'",
    "connect-src 'self'",
    `img-src 'self' data: blob:${pictures}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
