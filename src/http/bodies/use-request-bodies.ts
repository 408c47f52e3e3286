import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../request-context.ts';
import { dataUriAllowance, lengthWithoutDataUris } from './data-uri-allowance.ts';
import type { Intake } from './intake.ts';
import type { PaceLimits } from './pace.ts';
import { badRequest, bodyTooLarge, ordinaryBytes, readBody } from './read-body.ts';
import { type MultipartLimits, readMultipart } from './read-multipart.ts';

export interface BodyLimits extends MultipartLimits, PaceLimits {
  /** Maximum size of an operation with its variables, in bytes; data URIs in variables have a separate allowance. */
  readonly bodyBytes: number;
}

/** A text takes memory for its bytes and its characters; its values share those, or are few. */
export const copiesOfText = 2;

/** Reads request bodies, with a limit for each kind, and processes nothing before its turn. */
export function useRequestBodies(limits: BodyLimits): Plugin<object, RequestContext> {
  return {
    onRequestParse({ request, requestParser, setRequestParser, serverContext }) {
      const { intake } = serverContext;
      if (intake === null) return;
      const { body, reserve, begin } = intake;
      if (isMultipart(request)) {
        return setRequestParser(async () => {
          const params = await readCounted(intake, 0, announce =>
            readMultipart(body, { ...limits, announce, reserve }),
          );
          await begin();
          return params;
        });
      }
      if (requestParser === undefined) return;
      setRequestParser(async received => {
        if (received.method !== 'POST') {
          await begin();
          return parametersOf(() => requestParser(received));
        }
        const text = await readCounted(intake, ordinaryBytes, announce =>
          readBody(body, {
            ...limits,
            limit: limits.bodyBytes + dataUriAllowance,
            announce,
            reserve: bytes => reserve(bytes * copiesOfText),
          }),
        );
        if (text.length > limits.bodyBytes && lengthWithoutDataUris(text) > limits.bodyBytes)
          throw bodyTooLarge(limits.bodyBytes);
        await begin();
        const { method, headers, signal } = received;
        return requestParser(new Request(received.url, { method, headers, signal, body: text }));
      });
    },
  };
}

/**
 * Reads a body and counts it as an upload: before it is read if its size is declared, afterwards otherwise.
 * @param free bodies up to this size do not count.
 */
async function readCounted<T>(
  { body, upload }: Intake,
  free: number,
  read: (announce: (bytes: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const count = async (bytes: number) => {
    if (bytes > free) await upload(bytes);
  };
  const result = await read(count);
  if (body.announced === undefined) await count(body.received);
  return result;
}

/** Invalid JSON in a URL is the client's mistake; yoga would treat it as unexpected. */
async function parametersOf<T>(parse: () => T | Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badRequest(`The parameters "variables" and "extensions" must be JSON: ${error.message}`);
  }
}

export function isMultipart(request: Request): boolean {
  const type = request.headers.get('content-type') ?? '';
  return request.method === 'POST' && /^\s*multipart\/form-data\s*(;|$)/i.test(type);
}
