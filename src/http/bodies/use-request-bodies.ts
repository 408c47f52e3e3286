import type { Plugin } from 'graphql-yoga';
import { dataUriAllowance, lengthWithoutDataUris } from './data-uri-allowance.ts';
import { bodyTooLarge, readBody } from './read-body.ts';
import { type MultipartLimits, readMultipart } from './read-multipart.ts';

export interface BodyLimits extends MultipartLimits {
  /** Size of an operation with its variables, in bytes; data URIs in the variables count up to an allowance of their own. */
  readonly bodyBytes: number;
}

/** Reads the bodies of requests, each kind with its limit. */
export function useRequestBodies(limits: BodyLimits): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (isMultipart(request)) return setRequestParser(received => readMultipart(received, limits));
      if (requestParser === undefined || request.body === null) return;
      setRequestParser(async received => requestParser(await limitedRequest(received, limits.bodyBytes)));
    },
  };
}

export function isMultipart(request: Request): boolean {
  const type = request.headers.get('content-type') ?? '';
  return request.method === 'POST' && /^\s*multipart\/form-data\s*(;|$)/i.test(type);
}

/** The same request, wholly received. @throws GraphQLError that answers 413 */
async function limitedRequest(request: Request, bodyBytes: number): Promise<Request> {
  const body = await readBody(request, bodyBytes + dataUriAllowance);
  if (body.length > bodyBytes && lengthWithoutDataUris(body) > bodyBytes) throw bodyTooLarge(bodyBytes);
  const { method, headers, signal } = request;
  return new Request(request.url, { method, headers, signal, body });
}
