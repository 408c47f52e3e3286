import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../access/viewer.ts';

/** A request, or an operation over a WebSocket, while it is handled. */
export interface RequestScope {
  readonly id: string;
  /** Who sent it; null until known. */
  viewer: Viewer | null;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Letters, digits and what ids of other systems use; nothing that a log or a terminal would interpret. */
const form = /^[\w.:@=+/-]{1,128}$/;

/** Begins a request. @param given its `X-Request-Id` header, which is used if it has the form of an id. */
export function newRequest(given: string | string[] | undefined): RequestScope {
  return { id: typeof given === 'string' && form.test(given) ? given : randomUUID(), viewer: null };
}

/** Everything that `work` does, also later, belongs to the request. */
export function withinRequest<T>(request: RequestScope, work: () => T): T {
  return scopes.run(request, work);
}

/** The request being handled; null outside of requests. */
export function currentRequest(): RequestScope | null {
  return scopes.getStore() ?? null;
}

/** Remembers who sent the current request. */
export function identifyRequest(viewer: Viewer): void {
  const request = currentRequest();
  if (request !== null) request.viewer = viewer;
}

/** For all log lines and errors of the current request. */
export function requestFields(): { readonly requestId?: string } {
  const request = currentRequest();
  return request === null ? {} : { requestId: request.id };
}
