import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConverterError } from './converter-error.ts';
import { PartialFile } from './partial-file.ts';
import { describeRemoteFile, reach, refuseStatus } from './remote-file.ts';
import { sha256Of } from './verify-pack.ts';

export interface DownloadRequest {
  readonly url: string;
  /** Where the file goes; `<target>.part` is there while it is not complete. */
  readonly target: string;
  /** Overrides what the server says. */
  readonly sha256?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (received: number, total: number) => void;
  /** Failures in a row, without a byte received between them, before giving up. @default 5 */
  readonly attempts?: number;
  /** Wait after the first failure, doubled after each further one. @default 1000 */
  readonly retryMilliseconds?: number;
  /** A connection that brings nothing for this long is cut. @default 60000 */
  readonly stallMilliseconds?: number;
}

/** Thrown inside when a connection ends early; the download goes on with a new one. */
class ConnectionLost extends Error {}

/**
 * Downloads a file, going on where an earlier attempt stopped, and checks size and sha256.
 * @returns `true` when the content was checked against a sha256, `false` when none is known.
 * @throws ConverterError when it is not there, cannot be reached, is damaged (the file is then removed) or the disk is
 * full. After a lost connection the part stays, for next time.
 */
export async function download(request: DownloadRequest): Promise<boolean> {
  const { url, target, signal } = request;
  const remote = await describeRemoteFile(url, signal);
  const sha256 = request.sha256 ?? remote.sha256;
  await mkdir(dirname(target), { recursive: true });
  if (sha256 !== null && (await exists(target)) && (await sha256Of(target)) === sha256) return true;
  const part = new PartialFile(target);
  await receiveAll(request, part, sha256, remote.bytes);
  const size = (await stat(part.path)).size;
  if (remote.bytes !== null && size !== remote.bytes) {
    await part.remove();
    throw new ConverterError(
      `${basename(target)} has ${size} bytes, expected ${remote.bytes}; it was removed`,
    );
  }
  if (sha256 !== null) {
    const found = await sha256Of(part.path);
    if (found !== sha256) {
      await part.remove();
      throw new ConverterError(
        `${basename(target)} is damaged: its sha256 is ${found}, expected ${sha256}; it was removed`,
      );
    }
  }
  await rename(part.path, target);
  await part.forgetOrigin();
  return sha256 !== null;
}

/** Connects as often as it takes. */
async function receiveAll(
  request: DownloadRequest,
  part: PartialFile,
  sha256: string | null,
  bytes: number | null,
): Promise<void> {
  const { url, signal, attempts = 5, retryMilliseconds = 1000 } = request;
  let received = await part.start(sha256);
  let failures = 0;
  while (bytes === null || received < bytes || received === 0) {
    const before = received;
    try {
      await receive(request, part, sha256, received, bytes);
      return;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw await explained(error, part, request.target);
      received = await part.start(sha256);
      failures = received > before ? 0 : failures + 1;
      if (failures >= attempts)
        throw new ConverterError(
          `${url}: the connection was lost after ${received} of ${bytes ?? 'unknown'} bytes; run the command again to go on from there`,
          { cause: error },
        );
      await delay(retryMilliseconds * 2 ** failures, undefined, { signal }).catch(() => {
        throw signal.reason;
      });
    }
  }
}

/** One connection: appends to the part from byte `start`, or from the beginning when the server wants that. */
async function receive(
  request: DownloadRequest,
  part: PartialFile,
  sha256: string | null,
  start: number,
  bytes: number | null,
): Promise<void> {
  const { url, stallMilliseconds = 60_000, onProgress = () => {} } = request;
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stallMilliseconds);
  const signal = AbortSignal.any([request.signal, stalled.signal]);
  try {
    const headers = await resumeHeaders(part, start);
    const response = await reach(url, { headers, signal }).catch(error => {
      throw request.signal.aborted
        ? request.signal.reason
        : new ConnectionLost('no answer', { cause: error });
    });
    refuseStatus(url, response);
    const from = resumedFrom(response, start);
    if (response.body === null || from === null) {
      if (response.status === 416) await part.remove();
      throw new ConnectionLost(`status ${response.status}`);
    }
    if (from === 0) await part.setOrigin({ sha256, etag: response.headers.get('etag') });
    await using file = await open(part.path, from === 0 ? 'w' : 'a');
    let received = from;
    for await (const chunk of body(response, request.signal)) {
      timer.refresh();
      await append(file, chunk);
      received += chunk.byteLength;
      onProgress(received, bytes ?? received);
    }
    await file.sync();
    if (bytes !== null && received < bytes) throw new ConnectionLost(`ended after ${received} bytes`);
  } finally {
    clearTimeout(timer);
  }
}

async function* body(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) yield chunk as Uint8Array;
  } catch (error) {
    throw signal.aborted ? signal.reason : new ConnectionLost('cut', { cause: error });
  }
}

async function resumeHeaders(part: PartialFile, start: number): Promise<Record<string, string>> {
  const plain = { 'accept-encoding': 'identity' };
  if (start === 0) return plain;
  const etag = (await part.origin())?.etag ?? null;
  // A weak ETag does not promise the same bytes, and If-Range refuses it.
  const condition = etag === null || etag.startsWith('W/') ? {} : { 'if-range': etag };
  return { ...plain, range: `bytes=${start}-`, ...condition };
}

/** Where the content of a response belongs; `null` when there is none to take. */
function resumedFrom(response: Response, start: number): number | null {
  if (response.status === 200) return 0;
  const range = response.headers.get('content-range') ?? '';
  return response.status === 206 && range.startsWith(`bytes ${start}-`) ? start : null;
}

async function append(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength)
    written += (await file.write(chunk, written, chunk.byteLength - written)).bytesWritten;
}

async function explained(error: unknown, part: PartialFile, target: string): Promise<unknown> {
  if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') return error;
  await part.remove();
  return new ConverterError(`the disk is full: ${target} was not written`, { cause: error });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
