import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { localViewer, type Viewer } from '../../access/viewer.ts';
import type { Asker } from '../../fairness/asker.ts';
import { DecoderUnavailableError } from '../../fleet/decoder-unavailable-error.ts';
import { ModelGoneError } from '../../generations/errors.ts';
import { InvalidVariantError } from '../../images/encode/variant.ts';
import { matchesEntityTag } from '../entity-tag.ts';
import { problem } from '../problem.ts';

/** For URLs whose bytes never change. Shared caches must not store pictures of individual users. */
export function keepForEver(viewer: Viewer): string {
  return `${viewer === localViewer ? 'public' : 'private'}, max-age=31536000, immutable`;
}

/** For URLs whose bytes may change. */
export function askAgain(viewer: Viewer): string {
  return viewer === localViewer ? 'no-cache' : 'private, no-cache';
}

/** Status that proxies log for clients that disconnected before the response. */
const clientClosedRequest = 499;

/** A picture file to serve. */
export interface PictureFile {
  /** Strong validator, without quotes. */
  readonly key: string;
  readonly mediaType: string;
  readonly cacheControl: string;
  /** @param asker the client, until it disconnects. */
  bytes(asker: Asker): Promise<Buffer>;
}

/** A request admitted by `inTurn`, which identifies the client. */
export type PictureContext = Context<{ Bindings: HttpBindings; Variables: { asker: Asker; viewer: Viewer } }>;

/**
 * Serves a file, or 304 without computing anything if the client already has it.
 * @param file resolves the requested file; errors become problem responses.
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
    // The client is gone, and nothing has failed.
    if (context.req.raw.signal.aborted) return new Response(null, { status: clientClosedRequest });
    if (error instanceof InvalidVariantError) return problem(400, 'Invalid parameter', error.message);
    if (error instanceof ModelGoneError) return problem(410, 'Model gone', error.message);
    if (error instanceof DecoderUnavailableError)
      return problem(503, 'No worker', error.message, { 'retry-after': '5' });
    throw error;
  }
}

/** A number from the query string; NaN if invalid, which later validation reports. */
export function numberParameter(context: Context, name: string): number | null {
  const text = context.req.query(name);
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
