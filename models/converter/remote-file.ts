import { ConverterError } from './converter-error.ts';

const mostRedirects = 5;

/** What a server says of a file before it is downloaded. */
export interface RemoteFile {
  readonly url: string;
  /** `null` when the server does not say. */
  readonly sha256: string | null;
  readonly bytes: number | null;
}

/**
 * Asks a model hub for the checksum and size of a file. Hubs answer with a redirect to a storage server, and say on
 * that redirect, not on what it leads to, the sha256 of the content (`x-linked-etag`) and its size.
 * @throws ConverterError when there is no such file, or no answer.
 */
export async function describeRemoteFile(url: string, signal: AbortSignal): Promise<RemoteFile> {
  let address = url;
  for (let hop = 0; hop < mostRedirects; hop++) {
    const response = await reach(address, { method: 'HEAD', redirect: 'manual', signal });
    const { headers, status } = response;
    const linked = asSha256(headers.get('x-linked-etag'));
    if (linked !== null) return { url, sha256: linked, bytes: asSize(headers.get('x-linked-size')) };
    if (status < 300) {
      const bytes = asSize(headers.get('content-length'));
      return { url, sha256: asSha256(headers.get('etag')), bytes };
    }
    const location = headers.get('location');
    if (status < 400 && location !== null) address = new URL(location, address).href;
    // Storage servers sign addresses for GET only, and simple servers know no HEAD.
    else if (hop > 0 || status === 405 || status === 501) break;
    else {
      refuseStatus(url, response);
      throw new ConverterError(`${url} cannot be read now: the server answered ${status}`);
    }
  }
  return { url, sha256: null, bytes: null };
}

/** `fetch`, with an error that names the address. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason;
    const { cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : (error as Error).message;
    throw new ConverterError(`${url} cannot be reached: ${reason}`, { cause: error });
  }
}

/** @throws ConverterError for an answer that trying again does not mend. */
export function refuseStatus(url: string, { status }: Response): void {
  if (status === 404) throw new ConverterError(`${url} was not found (404)`);
  if (status === 401 || status === 403) throw new ConverterError(`${url} may not be read (${status})`);
  if (status >= 400 && status < 500 && status !== 408 && status !== 416 && status !== 429)
    throw new ConverterError(`${url} was refused (${status})`);
}

/** ETags of large files on hubs are the sha256 of the content. */
function asSha256(etag: string | null): string | null {
  const value = etag?.replace(/^W\//, '').replaceAll('"', '') ?? '';
  return /^[0-9a-f]{64}$/.test(value) ? value : null;
}

function asSize(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
