import { allScopes, type Scope } from './scopes.ts';

/** To whom generations, sources and idempotency keys belong. */
export type OwnerId = string & { readonly brand: 'OwnerId' };

/** UUID v7 of a key. */
export type KeyId = string & { readonly brand: 'KeyId' };

/** Who asks. Viewers see, steer and start from what is their own; nothing else exists for them. */
export interface Viewer {
  readonly owner: OwnerId;
  readonly scopes: ReadonlySet<Scope>;
  /** Under which key they came, if under one. */
  readonly key: KeyId | null;
  /** When their right ends; null: never. */
  readonly until: Date | null;
}

/** The user of a server without accounts. Everything made before there were owners is theirs. */
export const localViewer: Viewer = {
  owner: 'local' as OwnerId,
  scopes: new Set(allScopes),
  key: null,
  until: null,
};
