/** The owner of generations, sources and idempotency keys. */
export type OwnerId = string & { readonly brand: 'OwnerId' };

/** The requester. Viewers can see, steer and build on only their own data; nothing else exists for them. */
export interface Viewer {
  readonly owner: OwnerId;
}

/** The viewer of a server without authentication. Owns everything created before owners existed. */
export const localViewer: Viewer = { owner: 'local' as OwnerId };
