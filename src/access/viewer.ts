/** To whom generations, sources and idempotency keys belong. */
export type OwnerId = string & { readonly brand: 'OwnerId' };

/** Who asks. He sees, steers and starts from what is his own, and nothing else is there for him. */
export interface Viewer {
  readonly owner: OwnerId;
}

/** The one who uses a server that asks nobody who he is. Everything made before there were owners is his. */
export const localViewer: Viewer = { owner: 'local' as OwnerId };
