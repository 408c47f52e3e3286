import type { KeyPrefix } from './key-token.ts';
import type { Quotas } from './limits/subject.ts';
import { allScopes, type Scope } from './scopes.ts';

/** The owner of generations, sources and idempotency keys. */
export type OwnerId = string & { readonly brand: 'OwnerId' };

/** UUID v7 of a key. */
export type KeyId = string & { readonly brand: 'KeyId' };

/** The requester. Viewers can see, steer and build on only their own data; nothing else exists for them. */
export interface Viewer {
  readonly owner: OwnerId;
  readonly scopes: ReadonlySet<Scope>;
  /** The key they authenticated with; null if none. */
  readonly key: KeyId | null;
  /** The part of it that is not secret, for logs. */
  readonly keyPrefix: KeyPrefix | null;
  /** When their access ends; null: never. */
  readonly until: Date | null;
  /** Their limits; null: none. */
  readonly quotas: Quotas | null;
}

/** The viewer of a server without authentication. Owns everything created before owners existed. */
export const localViewer: Viewer = {
  owner: 'local' as OwnerId,
  scopes: new Set(allScopes),
  key: null,
  keyPrefix: null,
  until: null,
  quotas: null,
};
