import { isMultipart } from '../bodies/use-request-bodies.ts';
import { refusal } from './refusal.ts';

/**
 * Any of these headers proves that a request was not sent by a form: browsers require a CORS preflight for custom
 * headers. The first is ours; clients of other servers send the others.
 */
const preflightHeaders = ['graphql-require-preflight', 'apollo-require-preflight', 'x-graphql-yoga-csrf'];

const accepted = { accept: 'application/json, multipart/form-data' };

/**
 * Rejects forms, the one kind of POST that pages of other sites can send without a preflight. Uploads look like forms,
 * and therefore need a header that forms cannot send.
 * @returns the response if the request is refused.
 */
export function refuseForm(request: Request): Response | null {
  if (request.method !== 'POST') return null;
  if (isMultipart(request)) {
    if (preflightHeaders.some(name => request.headers.has(name))) return null;
    const message =
      'Uploads require the header graphql-require-preflight (any value), which HTML forms cannot send.';
    return refusal(403, 'PREFLIGHT_HEADER_MISSING', message, accepted);
  }
  const type = request.headers.get('content-type') ?? '';
  if (!/^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i.test(type)) return null;
  const message = 'Send the operation as application/json, or as multipart/form-data if it includes files.';
  return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', message, accepted);
}
