import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { localViewer, type Viewer } from '../../access/viewer.ts';
import type { Asker } from '../../fairness/asker.ts';
import { DecoderUnavailableError } from '../../fleet/decoder-unavailable-error.ts';
import { ModelGoneError } from '../../generations/errors.ts';
import { InvalidVariantError } from '../../images/encode/variant.ts';
import { matchesEntityTag } from '../entity-tag.ts';
import { problem } from '../problem.ts';

/** For an address that will always serve the same bytes. Caches that several people share keep nobody's own pictures. */
export function keepForEver(viewer: Viewer): string {
  return `${viewer === localViewer ? 'public' : 'private'}, max-age=31536000, immutable`;
}

/** For an address whose bytes may be others the next time. */
export function askAgain(viewer: Viewer): string {
  return viewer === localViewer ? 'no-cache' : 'private, no-cache';
}

/** What proxies log for a client that left before it was answered. */
const clientClosedRequest = 499;

/** A picture's file as a route serves it. */
export interface PictureFile {
  /** Strong validator, without quotes. */
  readonly key: string;
  readonly mediaType: string;
  readonly cacheControl: string;
  /** @param asker whoever sent the request, until it leaves. */
  bytes(asker: Asker): Promise<Buffer>;
}

/** A request that came `inTurn`, which tells who asks. */
export type PictureContext = Context<{ Bindings: HttpBindings; Variables: { asker: Asker; viewer: Viewer } }>;

/**
 * Serves a file, or 304 to whoever has it already: then nothing is computed.
 * @param file resolves what the address asks for; what is wrong with it becomes a problem.
 */
export async function servePicture(context: PictureContext, file: () => PictureFile): Promise<Response> {
  try {
    const { key, mediaType, cacheControl, bytes } = file();
    const headers = {
      etag: `"${key}"`,
      'cache-control': cacheControl,
      'content-type': mediaType,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    };
    if (matchesEntityTag(context.req.header('if-none-match'), headers.etag)) {
      return new Response(null, { status: 304, headers });
    }
    const body = await bytes(context.get('asker'));
    return new Response(new Uint8Array(body), {
      headers: { ...headers, 'content-length': String(body.byteLength) },
    });
  } catch (error) {
    // Nobody reads this, and nothing has failed.
    if (context.req.raw.signal.aborted) return new Response(null, { status: clientClosedRequest });
    if (error instanceof InvalidVariantError) return problem(400, 'Invalid parameter', error.message);
    if (error instanceof ModelGoneError) return problem(410, 'Model gone', error.message);
    if (error instanceof DecoderUnavailableError)
      return problem(503, 'No worker', error.message, { 'retry-after': '5' });
    throw error;
  }
}

/** A number of the query; NaN for what is none: the check that follows names it. */
export function numberParameter(context: Context, name: string): number | null {
  const text = context.req.query(name);
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
